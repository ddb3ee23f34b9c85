// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostmortemCommandTest {

  private static final String PATH = "/api/v1/incidents/INC-42/postmortem";

  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = FakeServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void printsTheReportAsItIsAndNothingElse() {
    server.answer(PATH, 200, "# INC-42: payments\n");

    Shell.Answer answer =
        Shell.piped().run("incident", "postmortem", "INC-42", "--server", server.url());

    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out()).isEqualTo("# INC-42: payments\n");
    assertThat(server.requests()).containsExactly("GET " + PATH + "?format=markdown");
  }

  @Test
  void asksForHtmlAndForOtherAddressesInIt() {
    server.answer(PATH, 200, "<!doctype html>");

    Shell.piped()
        .run(
            "incident",
            "postmortem",
            "INC-42",
            "-o",
            "html",
            "--base",
            "https://b.example",
            "--server",
            server.url());

    assertThat(server.requests().getFirst())
        .contains("format=html")
        .contains("base=https%3A%2F%2Fb.example");
  }

  @Test
  void saysWhichIncidentsThereAre() {
    server.answer(PATH, 404, "{\"error\":\"incident: INC-42 (expected: one of [INC-1])\"}");

    Shell.Answer answer =
        Shell.piped().run("incident", "postmortem", "INC-42", "--server", server.url());

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).contains("incident: INC-42 (expected: one of [INC-1])");
  }
}
