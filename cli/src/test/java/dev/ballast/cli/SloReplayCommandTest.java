// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.cli.Shell.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class SloReplayCommandTest {

  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: up}
      spec:
        service: shop
        indicator:
          spec:
            ratioMetric:
              counter: true
              bad: {metricSource: {spec: {query: bad_total}}}
              total: {metricSource: {spec: {query: all_total}}}
        timeWindow:
          - duration: 1d
            isRolling: false
            calendar: {startTime: 2026-01-01 00:00:00, timeZone: UTC}
        budgetingMethod: Timeslices
        objectives: [{target: 0.75, timeSliceTarget: 0.9, timeSliceWindow: 1h}]
      """;

  @TempDir private Path folder;

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  /** A day in hours, of which the given ones were bad. */
  private String day(Integer... bad) throws IOException {
    var text = new StringBuilder("timestamp,good,total\n");
    for (int hour = 0; hour < 12; hour++) {
      var good = List.of(bad).contains(hour) ? 5 : 10;
      text.append("2026-03-01T%02d:00:00Z,%d,10\n".formatted(hour, good));
    }
    return write("events.csv", text.toString());
  }

  private Answer replay(String... more) throws IOException {
    var arguments = new ArrayList<>(List.of("slo", "replay", write("slo.yaml", SLO)));
    arguments.addAll(List.of(more));
    return Shell.piped().run(arguments.toArray(String[]::new));
  }

  @Test
  void countsTheSlicesOfTheWindowThatNowLiesIn() throws IOException {
    var answer = replay("--data", day(3, 4, 5), "-o", "json");
    var document = JsonMapper.shared().readTree(answer.out());
    assertThat(answer.exitCode()).isZero();
    assertThat(document.at("/window/from").asString()).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(document.at("/objectives/0/bad").asDouble()).isEqualTo(3);
    assertThat(document.at("/objectives/0/full").asDouble()).isEqualTo(24);
    assertThat(document.at("/objectives/0/remaining").asDouble()).isEqualTo(0.5);
    assertThat(document.at("/objectives/0/coverage").asDouble()).isEqualTo(1);
  }

  @Test
  void auditsWhatIsLeftOut() throws IOException {
    var exclusions =
        write(
            "exclusions.yaml",
            """
            - {start: '2026-02-22T03:00', end: '2026-02-22T05:00', timeZone: UTC,
               rule: FREQ=WEEKLY;BYDAY=SU, reason: upgrade, by: ann}
            """);
    var answer =
        replay("--data", day(3, 4, 5), "--exclusions", exclusions, "--exclusion-cap", "0.0417");
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out())
        .contains("left out: 2026-03-01T03:00:00Z to 2026-03-01T04:00:0")
        .contains("upgrade (ann); ")
        .contains("more count, the cap of 4.17 % is reached");
  }

  @Test
  void withoutDataNothingIsSaid() throws IOException {
    var answer = replay("--data", write("none.csv", "timestamp,good,total\n"), "-o", "json");
    var document = JsonMapper.shared().readTree(answer.out());
    assertThat(answer.exitCode()).isEqualTo(30);
    assertThat(document.at("/objectives/0/state").asString()).isEqualTo("no_data");
    assertThat(document.at("/objectives/0/remaining").isNull()).isTrue();
  }

  @Test
  void everyWrongRowIsListed() throws IOException {
    var file = write("bad.csv", "timestamp,good,total\nnoon,1,1\n2026-03-01T00:00:00Z,2,1\n,x\n");
    var answer = replay("--data", file);
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err())
        .contains(":2:1: timestamp: noon (expected: RFC 3339)")
        .contains(":3:1: good, total: 2.0, 1.0 (expected: 0 <= good <= total)")
        .contains(":4:1: 2 columns (expected: as the header)");
  }

  @Test
  void everyWrongExclusionIsListed() throws IOException {
    var file =
        write(
            "exclusions.yaml",
            """
            - {start: '2026-02-22T03:00', end: '2026-02-22T05:00', timeZone: UTC}
            - {start: noon, end: '2026-02-22T05:00', timeZone: UTC, reason: a, by: ann}
            - {start: '2026-02-22T03:00', end: '2026-02-22T05:00', timeZone: UTC, reason: a, by: b,
               rule: FREQ=YEARLY}
            """);
    var answer = replay("--data", day(), "--exclusions", file);
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err())
        .contains("[0].reason: missing (expected: text)")
        .contains("[1].start: noon (expected: a local time as 2026-01-31T22:00)")
        .containsPattern("exclusions\\.yaml:\\d+:\\d+: \\[0]\\.reason")
        .contains("[0].by: missing (expected: text)")
        .contains("[2].rule: FREQ=YEARLY (expected: DAILY, WEEKLY or MONTHLY)");
  }

  @Test
  void rowsThatComeTwiceOrLateAreRefusedWithTheirLines() throws IOException {
    var rows =
        """
        timestamp,good,total
        2026-03-01T00:00:00Z,10,10
        2026-03-01T01:00:00Z,10,10
        2026-03-01T01:00:00Z,10,10
        2026-03-01T00:30:00Z,10,10
        """;
    var answer = replay("--data", write("twice.csv", rows));
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err())
        .contains(
            "twice.csv:4:1: timestamp: 2026-03-01T01:00:00Z (expected: after 2026-03-01T01:00:00Z"
                + " of line 3")
        .contains("twice.csv:5:1: timestamp: 2026-03-01T00:30:00Z (expected: after");
  }

  @Test
  void theSloHasToBeNamedWhenThereAreSeveral() throws IOException {
    write("other.yaml", SLO.replace("name: up", "name: down"));
    write("slo.yaml", SLO);
    var answer = Shell.piped().run("slo", "replay", folder.toString(), "--slo", "upp");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("--slo: upp (expected: one of down, up). Did you mean up?");
  }

  @Test
  void beforeTheFirstWindowThereIsNone() throws IOException {
    assertThat(replay("--data", day(), "--at", "2025-12-31T00:00:00Z").err())
        .contains("up has no window at 2025-12-31T00:00:00Z");
  }

  private static String series(String metric, String value) {
    return "{\"metric\":%s,\"values\":[[1772326800,\"%s\"]]}".formatted(metric, value);
  }

  private static String matrix(String... series) {
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
        + String.join(",", series)
        + "]}}";
  }

  /** Every query is answered with the same: one slice of eight events, all of them bad. */
  @Test
  void asksAServerSliceBySlice() throws IOException {
    try (var server = FakeServer.start()) {
      server.answer("/prometheus/api/v1/query_range", 200, matrix(series("{}", "8")));
      var answer = replay("--server", server.url(), "-o", "json");
      var document = JsonMapper.shared().readTree(answer.out());
      assertThat(document.at("/objectives/0/counted").asDouble()).isEqualTo(1);
      assertThat(document.at("/objectives/0/bad").asDouble()).isEqualTo(1);
      assertThat(server.requests())
          .hasSize(2)
          .allMatch(request -> request.contains("step=3600.0"))
          .allMatch(request -> request.contains("start=1772326800.000"));
    }
  }

  @Test
  void aThresholdInsideABucketGivesBounds() throws IOException {
    var slo =
        SLO.replace(
                "bad: {metricSource: {spec: {query: bad_total}}}",
                "good: {metricSource: {spec: {query: 'took_bucket{le=\"0.3\"}'}}}")
            .replace("Timeslices", "Occurrences")
            .replace(", timeSliceTarget: 0.9, timeSliceWindow: 1h", "")
            .replace("0.75", "0");
    try (var server = FakeServer.start()) {
      server.answer(
          "/prometheus/api/v1/query_range",
          200,
          matrix(
              series("{\"le\":\"0.1\"}", "50"),
              series("{\"le\":\"0.5\"}", "90"),
              series("{\"le\":\"+Inf\"}", "100")));
      var answer =
          Shell.piped().run("slo", "replay", write("slow.yaml", slo), "--server", server.url());
      assertThat(answer.err()).isEmpty();
      assertThat(answer.out()).contains("The threshold is no bound of the histogram: ");
      var json =
          Shell.piped()
              .run(
                  "slo",
                  "replay",
                  folder.resolve("slow.yaml").toString(),
                  "--server",
                  server.url(),
                  "-o",
                  "json");
      var document = JsonMapper.shared().readTree(json.out());
      assertThat(document.at("/objectives/0/bad").asDouble()).isCloseTo(30, within(1e-9));
      assertThat(document.at("/tightest_remaining_low").asDouble())
          .isLessThan(document.at("/tightest_remaining_high").asDouble());
    }
  }
}
