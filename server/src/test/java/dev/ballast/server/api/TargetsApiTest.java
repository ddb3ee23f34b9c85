// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.server.auth.Caller;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Parameters;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.http.Verb;
import dev.ballast.telemetry.scrape.ScrapeTarget;
import dev.ballast.telemetry.scrape.TargetStatus;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetsApiTest {

  private static final ScrapeTarget TARGET =
      new ScrapeTarget(
          "node",
          URI.create("http://me:secret@localhost:9100/metrics"),
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          Map.of(),
          false,
          1000,
          1 << 20);

  @Test
  void tellsViewersHowScrapingGoesAndNoPassword() throws Exception {
    TargetStatus down =
        new TargetStatus(
            TARGET,
            TargetStatus.Health.DOWN,
            Instant.parse("2026-01-01T00:00:00Z"),
            Duration.ofMillis(20),
            0,
            "connection refused");
    Endpoint endpoint = new TargetsApi(() -> List.of(down)).endpoints().getFirst();

    Reply.Whole reply = (Reply.Whole) endpoint.handler().handle(request());

    assertThat(endpoint.role()).isEqualTo(Role.VIEWER);
    assertThat(new String(reply.body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"targets\":[{\"job\":\"node\",\"url\":\"http://localhost:9100/metrics\","
                + "\"health\":\"down\",\"last_scrape\":\"2026-01-01T00:00:00Z\","
                + "\"duration_seconds\":0.02,\"samples\":0,\"error\":\"connection refused\"}]}");
  }

  private static Request request() {
    return new Request(
        Verb.GET,
        "/api/v1/targets",
        Map.of(),
        Parameters.NONE,
        name -> "",
        Caller.LOCAL,
        new byte[0]);
  }
}
