// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorecardCommandsTest {

  private static final String NONE =
      """
      {"own":{"verdicts":{"hits":0,"of":0,"ratio":null,"low":null,"high":null},"unconfirmed":3,"cases":[]},
       "systems":[],"detectors":{"evidence":{},"anomalies":{}},"runs":[]}
      """;

  private static final String SOME =
      """
      {"own":{"verdicts":{"hits":1,"of":2,"ratio":0.5,"low":0.0945,"high":0.9055},"unconfirmed":1,"cases":[
        {"incident":"INC-7","onset":"2026-03-01T11:00:00Z","truth":"database in us-east","by":"ann","injected":false,
         "named":"database in us-east","place":1,"right":true,"evidence":["waiting"]},
        {"incident":"INC-5","onset":"2026-02-28T09:00:00Z","truth":"auth","by":"run-3","injected":true,
         "named":"","place":0,"right":false,"evidence":[]}]},
       "systems":[{"system":"Sock Shop","at":"2026-02-01T00:00:00Z","commit":"0123456789abcdef","data":"rca",
         "score":{"cases":35,"known":35,"ac1":1.0,"ac1_low":0.9011,"ac1_high":1.0,"ac3":1.0,"avg5":1.0,
           "healthy_windows":140,"healthy_named":2,"ms_p50":8.24,"ms_p95":20}}],
       "detectors":{"evidence":{"waiting":{"hits":0,"of":1,"ratio":0,"low":0,"high":0.7935}},
         "anomalies":{"latency":{"hits":4,"of":9,"ratio":0.44,"low":0.19,"high":0.73}}},"runs":[]}
      """;

  @TempDir Path dir;
  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = FakeServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Shell.Answer run(String... arguments) {
    return Shell.piped().with("BALLAST_SERVER", server.url()).run(arguments);
  }

  @Test
  void saysWhatIsMissingAndHowToGetIt() {
    server.answer("/api/v1/scorecard", 200, NONE);
    String expected =
        """
        No incident's true cause is known yet, of 3 that are over.
        Fix: ballast incident confirm INCIDENT --cause NAME

        Labelled incidents: none measured. Fix: ballast eval diagnose DIR --save
        """;

    assertThat(run("scorecard").out()).isEqualTo(expected);
  }

  @Test
  void saysHowOftenItWasRightHereElsewhereAndByDetector() {
    server.answer("/api/v1/scorecard", 200, SOME);
    String out = run("scorecard").out();

    assertThat(out)
        .startsWith(
            """
            Right in 1 of 2 (0.50, 95 %: 0.09 to 0.91) of your incidents whose cause is known.
            Over and not confirmed: 1. ballast incident confirm INCIDENT --cause NAME
            """)
        .contains("INC-7")
        .contains("database in us-east  database in us-east  right  ann")
        .contains("nobody               wrong  fault run-3")
        .containsPattern(
            "Sock Shop +35 +1\\.00 +0\\.90-1\\.00 +1\\.00 +1\\.00 +2/140 +8\\.2 +012345678")
        .containsPattern("latency +no incident came of it, 30 days +4/9 +0\\.19-0\\.73");
    assertThat(out.lines().mapToInt(String::length).max().orElseThrow()).isLessThanOrEqualTo(100);
  }

  @Test
  void confirmsACauseAlsoWhileResolving() {
    String answer =
        "{\"id\":\"INC-7\",\"phase\":\"resolved\",\"by\":\"ann\",\"confirmed_cause\":\"the way from orders"
            + " to inventory in us-east\"}";
    server.answer("/api/v1/incidents/INC-7/confirm", 200, answer);
    server.answer("/api/v1/incidents/INC-7/resolve", 200, answer);

    Shell.Answer said =
        run(
            "incident",
            "confirm",
            "INC-7",
            "--cause",
            "orders",
            "--to",
            "inventory",
            "--region",
            "us-east");
    assertThat(said.out())
        .isEqualTo(
            "INC-7: the way from orders to inventory in us-east. How good the diagnosis is:"
                + " ballast scorecard\n");
    assertThat(run("incident", "resolve", "INC-7", "--cause", "auth").exitCode()).isZero();
    assertThat(run("incident", "resolve", "INC-7").exitCode()).isZero();
    assertThat(server.requests())
        .containsExactly(
            "POST /api/v1/incidents/INC-7/confirm?cause=orders&to=inventory&region=us-east",
            "POST /api/v1/incidents/INC-7/resolve?cause=auth",
            "POST /api/v1/incidents/INC-7/resolve");
  }

  @Test
  void whatTheServerRefusesIsSaid() {
    server.answer(
        "/api/v1/incidents/INC-7/confirm",
        422,
        "{\"error\":\"cause: missing (expected: a service)\",\"code\":\"invalid\"}");

    Shell.Answer answer = run("incident", "confirm", "INC-7");

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("cause: missing (expected: a service)");
  }

  @Test
  void keepsWhatWasMeasuredOnlyWhenAsked() throws IOException {
    server.answer("/api/v1/scorecard", 201, "{}");
    Path folder = Files.createDirectories(dir.resolve("rca/shop/cart_cpu/1"));
    StringBuilder rows = new StringBuilder("time,cart_cpu,front_cpu\n");
    for (int i = 0; i < 120; i++) {
      rows.append("%d,%d,%d%n".formatted(1000 + i, i < 60 ? 10 + i % 3 : 90, 20 + i % 3));
    }
    Files.writeString(folder.resolve("data.csv"), rows);
    Files.writeString(folder.resolve("inject_time.txt"), "1060");

    assertThat(run("eval", "diagnose", dir.resolve("rca").toString(), "-o", "json").exitCode())
        .isZero();
    assertThat(server.requests()).isEmpty();
    Shell.Answer saved =
        run("eval", "diagnose", dir.resolve("rca").toString(), "--save", "-o", "json");
    assertThat(saved.exitCode()).isZero();
    assertThat(saved.err()).contains("Kept. All of them: ballast scorecard");
    assertThat(server.requests()).hasSize(1);
    assertThat(server.requests().getFirst())
        .startsWith("POST /api/v1/scorecard {\"suite\":\"diagnose\"")
        .contains("\"known\":1", "\"ac3_low\":");
  }
}
