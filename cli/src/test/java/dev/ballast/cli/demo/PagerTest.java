// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ballast.cli.client.Api;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PagerTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private Instant now = NOW;
  private HttpServer server;
  private Pager pager;
  private Api api;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    api = new Api("http://127.0.0.1:" + server.getAddress().getPort(), "");
    pager = Pager.open(() -> now);
  }

  @AfterEach
  void close() {
    pager.close();
    api.close();
    server.stop(0);
  }

  private int call(String body) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI page = URI.create("http://127.0.0.1:%d/page".formatted(pager.port()));
      return client
          .send(
              HttpRequest.newBuilder(page).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
              BodyHandlers.discarding())
          .statusCode();
    }
  }

  @Test
  void takesAnIncidentOnAWhileAfterTheCall() throws Exception {
    assertThat(call("{\"details\":{\"incident\":\"INC-7\",\"kind\":\"opened\"}}")).isEqualTo(204);
    pager.look(api);
    assertThat(asked).isEmpty();

    now = NOW.plus(Pager.COMES_AFTER);
    pager.look(api);
    pager.look(api);

    assertThat(asked).containsExactly("POST /api/v1/incidents/INC-7/acknowledge");
  }

  @Test
  void onlyACallBringsAnybody() throws Exception {
    call("{\"details\":{\"incident\":\"INC-7\",\"kind\":\"resolved\"}}");
    assertThat(call("no JSON")).isEqualTo(400);

    now = NOW.plus(Pager.COMES_AFTER);
    pager.look(api);

    assertThat(asked).isEmpty();
  }
}
