// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.ForeignDocuments;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExperimentReaderTest {

  private static ExperimentReading read(String yaml) {
    var documents = ForeignDocuments.of(Source.of("t", yaml));
    assertThat(documents.problems()).isEmpty();
    return ExperimentReader.read("", documents.documents().getFirst());
  }

  @Test
  void readsWhatChaosToolkitWrites() {
    var experiment =
        read("""
                title: Hello, world!
                description: d
                steady-state-hypothesis:
                  title: s
                  probes:
                    - type: probe
                      name: p
                      tolerance: 200
                      provider: {type: http, url: 'http://h/', timeout: [3, 5], headers: {A: b}}
                method:
                  - {ref: p}
                  - type: action
                    name: a
                    pauses: {after: 1.5}
                    provider: {type: process, path: echo, arguments: {-n: x}}
                runtime: {rollbacks: {strategy: always}, hypothesis: {strategy: continuously}}
                stopWhen: [{burnRate: 14.4, service: checkout}, {file: stop}, {after: 60}]
                """)
            .experiment()
            .orElseThrow();
    assertThat(experiment.name()).isEqualTo("hello-world");
    assertThat(experiment.method()).extracting(Activity::name).containsExactly("p", "a");
    assertThat(experiment.method().getLast().after()).isEqualTo(Duration.ofMillis(1500));
    var http = (Provider.Http) experiment.method().getFirst().provider();
    assertThat(http.connect()).isEqualTo(Duration.ofSeconds(3));
    assertThat(http.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(experiment.rollbackStrategy()).isEqualTo(RollbackStrategy.ALWAYS);
    assertThat(experiment.hypothesisStrategy()).isEqualTo(HypothesisStrategy.CONTINUOUSLY);
    assertThat(experiment.stopWhen()).hasSize(3);
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    var reading =
        read(
            """
            title: ''
            surprise: 1
            steady-state-hypothesis:
              title: s
              probes:
                - {type: action, name: p, provider: {type: http, url: 'ftp://h'}}
            method:
              - {type: action, name: a, provider: {type: magic}, pauses: {after: -1}}
              - {ref: nobody}
              - {type: probe, name: f, provider: {type: fault, request: {owner: me}}}
            runtime: {hypothesis: {strategy: sometimes}}
            """);
    assertThat(reading.experiment()).isEmpty();
    assertThat(reading.errors().stream().map(Finding::toString))
        .contains(
            "$: title is empty (expected: what is tried, in one line)",
            "$.steady-state-hypothesis.probes[0].type: \"action\" (expected: probe: a steady state"
                + " is only looked at)",
            "$.method[0].provider.type: \"magic\" (expected: http, process, python, fault or gameday)",
            "$.method[0].pauses.after: -1 (expected: seconds, 0 to 86400)",
            "$.method[1].ref: \"nobody\" (expected: the name of an activity above it)",
            "$.method[2].provider.request.owner: is set by the run itself. Fix: leave it out")
        .anyMatch(line -> line.contains("has no tolerance"))
        .anyMatch(line -> line.contains("ftp://h"))
        .anyMatch(line -> line.contains("sometimes"))
        .anyMatch(line -> line.contains("has no service"));
    assertThat(reading.warnings()).extracting(Finding::path).containsExactly("$.surprise", "$");
  }

  /** The schema of Chaos Toolkit asks for a title and a method, and for nothing inside a secret. */
  @Test
  void loadsWhatTheSchemaAllows() {
    var reading =
        read(
            """
            title: short
            secrets: {k8s: {some-key: {type: vault, key: foo}}}
            method: []
            """);
    assertThat(reading.errors()).isEmpty();
    assertThat(reading.warnings())
        .extracting(Finding::toString)
        .containsExactly("$: has no description (expected: why it is tried)");
  }

  @Test
  void aResourceHasItsPlaces() {
    String resource =
        """
        apiVersion: ballast.dev/v1
        kind: Experiment
        metadata: {name: e}
        spec:
          title: t
          description: d
          steadyState:
            title: s
            probes:
              - {type: probe, name: p, tolerance: 1, provider: {type: http, url: nowhere}}
          method: []
        """;
    var reading =
        ConfigurationReader.readExperiments(
            List.of(Source.of("e.yaml", resource)), QueryChecker.NONE);
    assertThat(reading.problems().stream().map(Problem::line))
        .containsExactly(
            "e.yaml:10:74: spec.steadyState.probes[0].provider.url: \"nowhere\" (expected: a URL"
                + " that starts with http:// or https://)");
    var good =
        ConfigurationReader.readExperiments(
            List.of(Source.of("e.yaml", resource.replace("nowhere", "http://h"))),
            QueryChecker.NONE);
    assertThat(good.experiments()).extracting(Experiment::name).containsExactly("e");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b", "$.", "$[", "$.a[?(@.b ~ 1)]", "$.a[b]", "$x"})
  void refusesPathsThatItDoesNotKnow(String path) {
    assertThat(JsonPath.problemOf(path)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$.a[0] | 1",
        "$.a[-1] | 3",
        "$.a[0:2] | 1 2",
        "$.a[0,2] | 1 3",
        "$..x | 7 8",
        "$['b'].x | 7",
        "$.b.* | 7 {\"x\": 8}",
        "$.c[?(@.n == 'q')].v | 5",
        "$.nothing |",
      })
  void findsWhatAPathMeans(String path, String found) {
    var tree =
        ForeignDocuments.of(
                Source.of("t", "{a: [1, 2, 3], b: {x: 7, y: {x: 8}}, c: [{n: q, v: 5}, {n: r}]}"))
            .documents()
            .getFirst();
    var values = JsonPath.of(path).find(tree).stream().map(t -> t.json()).toList();
    assertThat(String.join(" ", values)).isEqualTo(found == null ? "" : found);
  }

  @ParameterizedTest
  @CsvSource({
    "0 10 * * 1-5, 2026-11-27T11:00:00Z, 2026-11-30T10:00:00Z",
    "*/15 * * * *, 2026-11-27T11:00:00Z, 2026-11-27T11:15:00Z",
    "30 3 1 * *, 2026-11-27T11:00:00Z, 2026-12-01T03:30:00Z",
    "0 0 13 * 5, 2026-11-27T11:00:00Z, 2026-12-04T00:00:00Z",
    "0 12 29 2 *, 2026-11-27T11:00:00Z, 2028-02-29T12:00:00Z",
    "0 0 * * 7, 2026-11-27T11:00:00Z, 2026-11-29T00:00:00Z",
  })
  void knowsWhenItIsDue(String cron, Instant after, Instant due) {
    assertThat(CronFields.of(cron).next(after, ZoneOffset.UTC)).contains(due);
  }

  @Test
  void anHourThatDoesNotExistIsPassed() {
    var due =
        CronFields.of("30 2 * * *")
            .next(Instant.parse("2026-03-28T12:00:00Z"), ZoneId.of("Europe/Berlin"));
    assertThat(due).contains(Instant.parse("2026-03-30T00:30:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "* * * *", "60 * * * *", "* * * * 8", "5-1 * * * *", "*/0 * * * *"})
  void refusesWhatIsNoCron(String cron) {
    assertThat(CronFields.problemOf(cron)).isNotEmpty();
  }
}
