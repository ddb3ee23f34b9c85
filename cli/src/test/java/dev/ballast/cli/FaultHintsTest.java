// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A command that is printed leads to the server that was asked, and repeats no token. */
class FaultHintsTest {

  private static final String PENDING =
      """
      {"id":"F-1","kind":"process.stop","state":"pending","effects":[]}
      """;
  private static final String ACTIVE =
      """
      {"id":"F-1","kind":"process.stop","state":"active","effects":[],
       "ends":"2026-01-05T09:05:00Z","until":"2026-01-05T09:00:10Z"}
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

  @Test
  void endsOnTheServerThatWasNamed() {
    server.answer("/api/v1/faults/F-1/approve", 200, ACTIVE);

    String named =
        Shell.piped()
            .run("fault", "approve", "F-1", "--server", server.url(), "--token", "planted")
            .out();

    assertThat(named)
        .contains(
            "End it: ballast fault heal F-1 --server " + server.url() + System.lineSeparator())
        .doesNotContain("planted");
  }

  @Test
  void namesNoServerWhenTheEnvironmentDoes() {
    server.answer("/api/v1/faults/F-1/approve", 200, PENDING);

    assertThat(
            Shell.piped().with("BALLAST_SERVER", server.url()).run("fault", "approve", "F-1").out())
        .contains("ballast fault approve F-1" + System.lineSeparator());
  }
}
