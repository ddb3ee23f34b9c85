// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ballast.cli.Shell.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ExperimentCommandsTest {

  @TempDir private Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String experiment(String url, String more) throws IOException {
    return file(
        "e.yaml",
        """
        title: it answers
        description: always
        secrets: {s: {token: {type: env, key: THE_TOKEN, default: sesame-open}}}
        steady-state-hypothesis:
          title: ready
          probes:
            - {type: probe, name: ready, tolerance: 200,
               provider: {type: http, url: '%s/ready', headers: {X-Token: '${token}'}}}
        %s
        """
            .formatted(url, more));
  }

  @Test
  void exitsByWhatWasProved() throws IOException {
    try (FakeServer server = FakeServer.start().answer("/ready", 200, "{}")) {
      String method =
          "method: [{type: probe, name: a, provider: {type: http, url: '"
              + server.url()
              + "/ready'}}]";
      Path journal = folder.resolve("journal.json");
      Answer good =
          Shell.piped()
              .run(
                  "experiment",
                  "run",
                  experiment(server.url(), method),
                  "--journal",
                  journal.toString());
      assertThat(good.exitCode()).as(good.err()).isZero();
      assertThat(good.out()).contains("VERIFIED: the steady state held: ready");
      JsonNode written = JsonMapper.shared().readTree(Files.readString(journal));
      for (String key :
          new String[] {
            "experiment", "status", "start", "end", "duration", "steady_states", "run"
          }) {
        assertThat(written.has(key)).as(key).isTrue();
      }
      assertThat(written.path("status").asString()).isEqualTo("completed");
      assertThat(Files.readString(journal)).doesNotContain("sesame");

      String file = experiment(server.url() + "/nothing", "method: []");
      Answer bad = Shell.piped().run("experiment", "run", file);
      assertThat(bad.exitCode()).isEqualTo(1);
      assertThat(bad.out()).contains("got 404 (expected: 200)");

      String none = file("none.yaml", "{title: t, description: d, method: []}");
      assertThat(Shell.piped().run("experiment", "run", none).exitCode()).isEqualTo(30);
      Answer dry = Shell.piped().run("experiment", "run", file, "--dry-run");
      assertThat(dry.exitCode()).isZero();
      assertThat(dry.out()).contains("DRY: nothing was done");
    }
  }

  @Test
  void refusesAllThatItMayNotDoBeforeItDoesAnything() throws IOException {
    try (FakeServer server = FakeServer.start().answer("/ready", 200, "{}")) {
      String file =
          experiment(
              server.url(),
              """
              configuration: {x: {type: env, key: NO_SUCH_VARIABLE}}
              method:
                - {type: action, name: a, provider: {type: process, path: rm}}
                - {type: action, name: b, provider: {type: python, module: chaosaws, func: kill}}
                - {type: action, name: c, provider: {type: fault, request: {service: s, fault: {type: drop}}}}
              """);
      Answer answer = Shell.piped().run("experiment", "run", file);
      assertThat(answer.exitCode()).isEqualTo(2);
      assertThat(answer.err())
          .contains("$.method[0].provider: runs the program rm on this machine")
          .contains("--allow-process")
          .contains("$.method[1].provider: the Python function chaosaws.kill is not run here")
          .contains("$.method[2].provider: needs a mesh. Fix: --mesh URL")
          .contains("$.configuration.x: the variable NO_SUCH_VARIABLE is not set");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void stopsWhereABudgetBurnsAndRefusesToTrustOneThatItCannotSee() throws IOException {
    String burning =
        """
        [{"slo": "checkout", "service": "checkout", "burns": [{"long_rate": 20.0, "short_rate": 15.5}]}]
        """;
    try (FakeServer server =
        FakeServer.start().answer("/ready", 200, "{}").answer("/api/v1/slos", 200, burning)) {
      String stop = "stopWhen: [{burnRate: %s, service: %s}]\nmethod: []";
      String file = experiment(server.url(), stop.formatted("14.4", "checkout"));
      Answer burns = Shell.piped().run("experiment", "run", file, "--server", server.url());
      assertThat(burns.exitCode()).isEqualTo(1);
      assertThat(burns.err()).contains("not started: the budget of checkout burns 15.5 times");
      experiment(server.url(), stop.formatted("14.4", "nobody"));
      Answer blind = Shell.piped().run("experiment", "run", file, "--server", server.url());
      assertThat(blind.exitCode()).isEqualTo(30);
      assertThat(blind.err()).contains("a stop condition that sees nothing protects nobody");
      experiment(server.url(), stop.formatted("16", "checkout"));
      Answer calm = Shell.piped().run("experiment", "run", file, "--server", server.url());
      assertThat(calm.exitCode()).as(calm.err()).isZero();
    }
    String file = experiment("http://127.0.0.1:1", "method: []");
    String button = file("button", "");
    Answer pressed = Shell.piped().run("experiment", "run", file, "--stop-file", button);
    assertThat(pressed.err()).contains("not started: the stop file");
  }

  @Test
  void importsAndReadsWhatItWrote() throws IOException {
    String mesh =
        file(
            "mesh.yaml",
            """
            apiVersion: chaos-mesh.org/v1alpha1
            kind: NetworkChaos
            metadata: {name: loss}
            spec:
              action: loss
              mode: one
              selector: {labelSelectors: {app: web}}
              loss: {loss: '25', correlation: '25'}
              duration: 10s
            """);
    Answer imported = Shell.piped().run("experiment", "import", mesh);
    assertThat(imported.exitCode()).as(imported.err()).isZero();
    assertThat(imported.err()).contains("not mapped: $.spec.loss.correlation: ");
    Answer again = Shell.piped().runWithInput(imported.out(), "experiment", "validate", "-");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out()).contains("valid: loss: 0 probes of the steady state, 1 steps");
    Answer wrong = Shell.piped().run("experiment", "import", mesh, "--from", "gremlin");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("expected: one of chaostoolkit, chaos-mesh, litmus");
    Answer python =
        Shell.piped()
            .run(
                "experiment",
                "validate",
                file(
                    "p.json",
                    """
                    {"title": "t", "description": "d", "method": [
                      {"type": "action", "name": "n", "provider": {"type": "python", "module": "m", "func": "f"}}]}
                    """));
    assertThat(python.exitCode()).isEqualTo(1);
    assertThat(python.err()).contains("cannot run: ").contains("the Python function m.f");
  }

  @Test
  void accountsForEveryValueOfAFolder() throws IOException {
    Files.createDirectories(folder.resolve("krkn"));
    Files.writeString(
        folder.resolve("krkn/hog.yml"), "hog-type: cpu\nduration: 10\nodd key: {a: 1}\n");
    Answer answer = Shell.piped().run("eval", "chaos", folder.toString(), "-o", "json");
    assertThat(answer.exitCode()).as(answer.out()).isZero();
    JsonNode set = JsonMapper.shared().readTree(answer.out()).path("sets").path(0);
    assertThat(set.path("values").asInt()).isEqualTo(3);
    assertThat(set.path("silently_dropped").asInt()).isZero();
    assertThat(set.path("claims_tried").asInt()).isEqualTo(2);
    assertThat(Shell.piped().run("eval", "chaos", folder.resolve("krkn").toString()).exitCode())
        .isEqualTo(2);
  }

  @Test
  void accountsForEveryValueOfThePublicFiles() throws IOException {
    String shared = System.getProperty("ballast.shared", "");
    assumeThat(Files.isDirectory(Path.of(shared, "data/chaos")))
        .as("no public files: ballast.shared names no folder with data/chaos")
        .isTrue();
    JsonNode totals =
        JsonMapper.shared()
            .readTree(
                Shell.piped()
                    .run("eval", "chaos", Path.of(shared, "data/chaos").toString(), "-o", "json")
                    .out())
            .path("totals");
    assertThat(totals.path("cases").asInt()).isGreaterThan(100);
    assertThat(totals.path("failed").asInt()).isZero();
  }

  @Test
  void theExamplesAreValid() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(root.resolve("build-tools"))) {
      root = Objects.requireNonNull(root.getParent(), "run inside the repository");
    }
    try (Stream<Path> files = Files.list(root.resolve("examples/experiments"))) {
      for (Path file : files.sorted().toList()) {
        Answer answer = Shell.piped().run("experiment", "validate", file.toString());
        assertThat(answer.exitCode()).as(file + ": " + answer.err()).isZero();
      }
    }
  }
}
