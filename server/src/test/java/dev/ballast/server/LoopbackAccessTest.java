// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.server.json.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that only this machine can reach: no token is needed, and no other site gets in. */
class LoopbackAccessTest {

  @TempDir static Path dir;
  private static LiveShop shop;

  @BeforeAll
  static void start() {
    shop = LiveShop.empty(dir);
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @Test
  void deniesForeignHostsAndOrigins() throws IOException {
    assertThat(shop.raw("GET /api/v1/status HTTP/1.1\r\nHost: evil.example\r\n")).contains(" 403 ");
    assertThat(shop.raw("GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\n")).contains(" 200 ");
    assertThat(
            shop.raw(
                "POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n"))
        .contains(" 403 ");
    assertThat(shop.ask("/metrics").body())
        .contains("ballast_auth_denied_total{reason=\"origin\"}");
  }

  @Test
  void makesListsAndRevokesTokensAndTellsTheLedgerNoSecret() {
    HttpResponse<String> created =
        shop.post(
            "/api/v1/tokens",
            "{\"name\":\"grafana\",\"role\":\"viewer\"}".getBytes(StandardCharsets.UTF_8),
            "application/json");
    Map<?, ?> token = Json.read(created.body(), Map.class);
    String secret = String.valueOf(token.get("token"));

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(withToken("/api/v1/status", secret).statusCode()).isEqualTo(200);
    assertThat(withToken("/api/v1/tokens", secret).statusCode()).isEqualTo(403);
    assertThat(withToken("/api/v1/status", secret + "x").statusCode()).isEqualTo(401);
    assertThat(shop.ask("/api/v1/tokens").body()).contains("grafana").doesNotContain(secret);
    assertThat(shop.ask("/api/v1/events?name=token.").body())
        .contains("token.created")
        .doesNotContain(secret);
    assertThat(
            shop.send(
                    HttpRequest.newBuilder(shop.uri("/api/v1/tokens/" + token.get("id")))
                        .DELETE()
                        .build())
                .statusCode())
        .isEqualTo(200);
    assertThat(withToken("/api/v1/status", secret).statusCode()).isEqualTo(401);
  }

  private static HttpResponse<String> withToken(String path, String token) {
    return shop.send(
        HttpRequest.newBuilder(shop.uri(path)).header("authorization", "Bearer " + token).build());
  }
}
