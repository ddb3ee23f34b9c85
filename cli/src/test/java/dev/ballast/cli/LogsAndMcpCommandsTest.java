// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What scripts and assistants rely on. */
class LogsAndMcpCommandsTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = FakeServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Shell shell() {
    return Shell.piped().with("BALLAST_SERVER", server.url());
  }

  private Shell.Answer run(String... arguments) {
    return shell().run(arguments);
  }

  @Test
  void templatesAreATableThatSaysWhenItIsOfAPartOnly() {
    server.answer(
        "/api/v1/logs/templates",
        200,
        """
        {"records":20000,"complete":false,"stopped_by":"records","templates":[
          {"service":"payments","template":"charge <*> refused","count":412,"severity":17,
           "first":"2026-03-01T11:00:00Z","last":"2026-03-01T11:59:02Z","example":"charge 1 refused"}]}
        """);

    assertThat(run("logs", "--templates", "--service", "payments", "--limit", "5").out())
        .isEqualTo(
            """
            COUNT  SEVERITY  SERVICE   LAST (UTC)  TEMPLATE
            412    ERROR     payments  11:59:02    charge <*> refused
            of the newest 20000 records
            """);
    assertThat(server.requests())
        .containsExactly("GET /api/v1/logs/templates?service=payments&limit=5");
  }

  @Test
  void aTemplateIsAskedForWordByWordAndATraceByItsId() {
    server.answer("/api/v1/logs", 200, "{\"cursor\":\"\",\"scanned\":0,\"logs\":[]}");

    assertThat(run("logs", "--template", "charge <*> refused", "--trace", TRACE).out())
        .isEqualTo("no such record\n");
    assertThat(server.requests())
        .containsExactly(
            "GET /api/v1/logs?trace=" + TRACE + "&template=charge+%3C*%3E+refused&limit=100");
  }

  @Test
  void saysHowFarItHasLookedWhenThereIsMore() {
    server.answer("/api/v1/logs", 200, "{\"cursor\":\"x\",\"scanned\":500000,\"logs\":[]}");

    assertThat(run("logs", "--text", "needle").out())
        .isEqualTo("no such record among the newest 500000\n");
  }

  @Test
  void asJsonItIsWhatTheServerSaidAndNothingElse() {
    String page =
        "{\"cursor\":\"c\",\"scanned\":1,\"logs\":[{\"at\":\"2026-03-01T11:59:58Z\",\"body\":\"x\"}]}";
    server.answer("/api/v1/logs", 200, page);
    Shell.Answer answer = run("logs", "-o", "json");

    assertThat(JsonMapper.shared().readTree(answer.out()))
        .isEqualTo(JsonMapper.shared().readTree(page));
    assertThat(answer.err()).isEmpty();
  }

  @Test
  void controlCharactersOfABodyNeverReachTheTerminal() {
    server.answer(
        "/api/v1/logs",
        200,
        """
        {"cursor":"","scanned":1,"logs":[{"at":"2026-03-01T11:59:58Z","service":"a","trace_id":"",
          "severity_text":"INFO","body":"\\u001b[31mred\\u0007"}]}
        """);

    assertThat(run("logs").out()).isEqualTo("11:59:58  INFO   a               ?[31mred?\n");
  }

  @Test
  void whatTheServerRefusesIsAUsageError() {
    server.answer("/api/v1/logs", 400, "{\"error\":\"severity: loud (expected: …)\"}");
    Shell.Answer answer = run("logs", "--severity", "loud");

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).contains("severity: loud");
  }

  @Test
  void aNotificationIsPassedOnAndAnsweredByNothing() {
    server.answer("/mcp", 202, "");

    Shell.Answer answer =
        shell()
            .runWithInput(
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n", "mcp");

    assertThat(answer.out()).isEmpty();
    assertThat(answer.exitCode()).isZero();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aNotificationToAServerThatIsGoneIsAnsweredByNothing() {
    assertThat(
            Shell.piped()
                .with("BALLAST_SERVER", "http://127.0.0.1:1")
                .runWithInput("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}\n", "mcp")
                .out())
        .isEmpty();
  }

  @Test
  void anErrorOfTheProtocolIsPassedOnWhateverTheStatus() {
    String error = "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":-32601,\"message\":\"no\"}}";
    server.answer("/mcp", 400, error);

    assertThat(
            shell().runWithInput("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"x\"}\n", "mcp").out())
        .isEqualTo(error + "\n");
  }

  @Test
  void aLineThatIsNoMessageOrFarTooLongIsAnsweredAndTheNextOneIsStillRead() {
    server.answer("/mcp", 200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
    String input =
        "[1]\n"
            + "{\"id\": \""
            + "x".repeat(1 << 20)
            + "\"}\n\n"
            + "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}\n";

    String[] lines = shell().runWithInput(input, "mcp").out().split("\n", -1);

    assertThat(lines).hasSize(4);
    for (int i = 0; i < 2; i++) {
      JsonNode answer = JsonMapper.shared().readTree(lines[i]);
      assertThat(answer.path("error").path("code").asInt()).isEqualTo(-32700);
      assertThat(answer.path("id").isNull()).isTrue();
    }
    assertThat(lines[2]).contains("\"result\":{}");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aTokenIsSentWithEachMessage() {
    server.answer("/mcp", 200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");

    shell()
        .with("BALLAST_TOKEN", "t0ken")
        .runWithInput("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n", "mcp");

    assertThat(server.requests().getFirst()).endsWith("Bearer t0ken");
  }
}
