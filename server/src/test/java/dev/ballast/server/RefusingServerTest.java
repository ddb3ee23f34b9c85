// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose disk never has enough room. */
final class RefusingServerTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path dir;

  private static ServerConfig cramped(Path dir) {
    ServerConfig.Limits standard = ServerConfig.Limits.DEFAULT;
    return ServerConfig.in(dir)
        .withListen(new ServerConfig.Listen("127.0.0.1", 0, 0, 0))
        .withLimits(
            new ServerConfig.Limits(
                standard.bodyBytes(),
                standard.writes(),
                standard.queries(),
                standard.queryTimeout(),
                standard.series(),
                Long.MAX_VALUE));
  }

  @Test
  void saysEverywhereThatItTakesNoNewTelemetryAndWhy() throws Exception {
    try (BallastServer server = BallastServer.byHand(cramped(dir), CLOCK)) {
      server.judge();
      assertThat(get(server, "/healthz").statusCode()).isEqualTo(200);
      assertThat(get(server, "/healthz").body()).contains("\"status\":\"refusing\"");
      assertThat(get(server, "/api/v1/status").body())
          .contains("New data is refused until there is room");
      assertThat(get(server, "/").body()).contains("New data is refused until there is room");
    } finally {
      client.close();
    }
  }

  private HttpResponse<String> get(BallastServer server, String path) throws Exception {
    URI uri = URI.create(server.url() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
