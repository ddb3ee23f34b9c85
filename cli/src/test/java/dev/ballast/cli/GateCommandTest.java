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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateCommandTest {

  private static final String GATE =
      """
      {"service":"payments","verdict":"%s","strategy":"conservative","change_class":"normal",
       "slo":"payments-availability","budget_remaining":0.34,
       "plan":{"weights":[5,10,50,100],"speed":"staggered over 2 to 3 hours",
               "risk_tolerance":"medium"},
       "reasons":["34 %% of the budget is left"],"evidence":[]}
      """;

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

  @ParameterizedTest
  @CsvSource({
    "allow,0,Yes.",
    "allow_slower,10,'Yes, slower.'",
    "deny,20,No.",
    "no_data,30,No data"
  })
  void gateAnswersWithItsExitCode(String verdict, int exitCode, String word) {
    server.answer("/api/v1/gate/payments", 200, GATE.formatted(verdict));
    Shell.Answer answer = run("gate", "payments");
    assertThat(answer.exitCode()).isEqualTo(exitCode);
    assertThat(answer.out()).startsWith(word).contains("34 % of the budget is left");
    assertThat(server.requests()).containsExactly("POST /api/v1/gate/payments");
  }

  @Test
  void gateOnlyLooksWhenItPeeks() {
    server.answer("/api/v1/gate/payments", 200, GATE.formatted("allow"));
    run("gate", "payments", "--peek", "--change", "critical_fix");
    assertThat(server.requests())
        .containsExactly("GET /api/v1/gate/payments?change_class=critical_fix");
  }

  @Test
  void gateTellsWhoWatchesACriticalFix() {
    server.answer("/api/v1/gate/payments", 200, GATE.formatted("allow_slower"));
    run("gate", "payments", "--change-class", "critical-fix", "--watched-by", "Anna O.");
    assertThat(server.requests())
        .containsExactly("POST /api/v1/gate/payments?change_class=critical-fix&watched_by=Anna+O.");
  }

  @ParameterizedTest
  @CsvSource({
    "json,      '{\"service\":\"payments\"'",
    "yaml,      'service: payments'",
    "junit,     '<?xml version=\"1.0\" encoding=\"UTF-8\"?><testsuites>'",
    "markdown,  '### ⛔ payments: No.'",
    "dotenv,    'BALLAST_GATE_SERVICE=payments'"
  })
  void gateAnswersInEveryFormatWithTheSameExitCode(String format, String start) {
    server.answer("/api/v1/gate/payments", 200, GATE.formatted("deny"));
    Shell.Answer answer = run("gate", "payments", "-o", format);
    assertThat(answer.exitCode()).isEqualTo(20);
    assertThat(answer.out()).startsWith(start);
    assertThat(answer.err()).isEmpty();
  }

  @Test
  void gateAddsToGithubsSummary(@TempDir Path folder) throws IOException {
    Path summary = Files.writeString(folder.resolve("summary.md"), "before\n");
    server.answer("/api/v1/gate/payments", 200, GATE.formatted("allow"));
    Shell.Answer answer =
        Shell.piped()
            .with("BALLAST_SERVER", server.url())
            .with("GITHUB_STEP_SUMMARY", summary.toString())
            .run("gate", "payments", "--github-summary", "-o", "json");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out()).startsWith("{").hasLineCount(1);
    assertThat(Files.readString(summary)).startsWith("before\n### ✅ payments: Yes.\n");
  }

  @Test
  void gateWantsToKnowWhereGithubsSummaryIsBeforeItDecides() {
    Shell.Answer answer = run("gate", "payments", "--github-summary");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("GITHUB_STEP_SUMMARY is not set");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void gateWithoutAServerIsUnavailable() {
    Shell.Answer answer = run("gate", "payments", "--server", "http://127.0.0.1:1");
    assertThat(answer.exitCode()).isEqualTo(3);
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void gateOfAnUnknownServiceIsAnInvalidInput() {
    server.answer(
        "/api/v1/gate/paymets",
        404,
        "{\"error\":\"service: paymets (expected: …)\",\"code\":\"not_found\"}");
    Shell.Answer answer = run("gate", "paymets");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).isEqualTo("ballast: service: paymets (expected: …)\n");
  }
}
