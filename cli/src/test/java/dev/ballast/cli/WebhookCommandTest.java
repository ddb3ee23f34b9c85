// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookCommandTest {

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
  void listsWhoIsTold() {
    server.answer(
        "/api/v1/webhooks",
        200,
        """
        {"webhooks":[{"name":"chat","url":"environment SLACK","format":"slack","signed":false,
         "on":["anomaly","capacity"],"min_urgency":"soon","repeat_after_seconds":14400,"waiting":2,
         "last":"chat: delivered: disk"}]}
        """);
    assertThat(run("webhook", "list").out())
        .isEqualTo(
            """
            NAME  FORMAT  TOLD               FROM  WAITING  LAST
            chat  slack   anomaly, capacity  soon        2  chat: delivered: disk
            """);
  }

  @Test
  void saysHowToGetOneWhenThereIsNone() {
    server.answer("/api/v1/webhooks", 200, "{\"webhooks\":[]}");
    assertThat(run("webhook", "list").out()).contains("kind Webhook");
  }

  @Test
  void showsWhatCameOfATest() {
    server.answer(
        "/api/v1/webhooks/chat/test",
        200,
        """
        {"webhook":"chat","dry_run":false,"outcome":"failed","text":"https://x answered 404: no_team",
         "body":"{}"}
        """);
    Shell.Answer answer = run("webhook", "test", "chat");
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out()).isEqualTo("It did not arrive. https://x answered 404: no_team\n");
    assertThat(server.requests()).containsExactly("POST /api/v1/webhooks/chat/test?dry_run=false");
  }

  @Test
  void showsTheBodyWhenItRunsDry() {
    server.answer(
        "/api/v1/webhooks/chat/test",
        200,
        """
        {"webhook":"chat","dry_run":true,"outcome":"not_sent","text":"nothing was sent",
         "body":"{\\"what\\":\\"Test\\"}"}
        """);
    Shell.Answer answer = run("webhook", "test", "chat", "--dry-run");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out())
        .isEqualTo("Nothing was sent. This would be the body:\n{\"what\":\"Test\"}\n");
    assertThat(server.requests()).containsExactly("POST /api/v1/webhooks/chat/test?dry_run=true");
  }

  @Test
  void anUnknownNameIsTheCallersMistake() {
    server.answer(
        "/api/v1/webhooks/nobody/test",
        404,
        "{\"error\":\"webhook: nobody (expected: one of [chat])\",\"code\":\"not_found\"}");
    Shell.Answer answer = run("webhook", "test", "nobody");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("webhook: nobody (expected: one of [chat])");
  }
}
