// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.node;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ballast.shop.topology.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service over real sockets, with an OTLP endpoint that only remembers what arrived. */
final class HostTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer collector;

  @BeforeEach
  void collect() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          received.add(
              exchange.getRequestURI().getPath()
                  + " "
                  + new String(body, StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
  }

  @AfterEach
  void close() {
    collector.stop(0);
    client.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Host host(int port, String otlp, int peerPort) throws IOException {
    return Host.start(
        new HostOptions(
            new Node("front", "us-east"), "v1", port, otlp, Map.of("back", peerPort), List.of()),
        (region, peers, database, telemetry) ->
            List.of(
                Route.get("/hello/{who}", call -> Reply.ok(Map.of("hello", call.text("who")))),
                Route.get(
                    "/through/{who}",
                    call ->
                        Reply.ok(
                            Objects.requireNonNull(peers.get("back"))
                                .get("/hello/" + call.text("who"))))));
  }

  private String otlp() {
    return "http://127.0.0.1:" + collector.getAddress().getPort();
  }

  /** All that arrived at the path: how many batches carry it is the exporter's affair. */
  private String told(String path) {
    return received.stream().filter(r -> r.startsWith(path + " ")).collect(joining());
  }

  private HttpResponse<String> get(int port, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static List<String> obey(Host host, String orders) throws IOException {
    List<String> answers = new ArrayList<>();
    try (BufferedReader operator = new BufferedReader(new StringReader(orders))) {
      host.obeyed(operator, answers::add, InstantSource.fixed(NOW));
    }
    return answers;
  }

  @Test
  void tellsItsStoryOnlyOnceItIsOpen() throws Exception {
    int port = freePort();
    Host host = host(port, otlp(), port);
    get(port, "/hello/rehearsal");
    obey(host, "open\n");
    get(port, "/through/users");
    host.close();

    assertThat(told("/v1/traces"))
        .contains("/through/users", "/hello/users", "cloud.region", "peer.cloud.region")
        .doesNotContain("rehearsal");
    assertThat(received)
        .filteredOn(r -> r.startsWith("/v1/metrics"))
        .last()
        .asString()
        .contains("http.server.request.duration", "jvm.memory.used", "front-us-east-1");
  }

  @Test
  void servesItsMetricsToScrapers() throws Exception {
    int port = freePort();
    Host host = host(port, otlp(), port);
    obey(host, "open\n");
    get(port, "/hello/you");
    String page = get(port, "/metrics").body();
    host.close();

    assertThat(page)
        .contains(
            "http_server_request_duration_seconds_count{http_request_method=\"GET\","
                + "http_response_status_code=\"200\",http_route=\"/hello/{who}\","
                + "url_scheme=\"http\"} 1")
        .contains("service_name=\"front\"")
        .contains("# TYPE jvm_memory_used_bytes gauge");
  }

  @Test
  void failsWhenItIsTold() throws Exception {
    int port = freePort();
    Host host = host(port, otlp(), port);
    List<String> answers = obey(host, "fail 1.0\n");
    int broken = get(port, "/hello/you").statusCode();
    int alive = get(port, "/healthz").statusCode();
    obey(host, "fail 0.0\n");
    int mended = get(port, "/hello/you").statusCode();
    host.close();

    assertThat(answers).containsExactly("fail 1.0 " + NOW);
    assertThat(List.of(broken, alive, mended)).containsExactly(500, 200, 200);
  }

  @Test
  void aDependencyThatIsGoneIsABadGateway() throws Exception {
    int port = freePort();
    Host host = host(port, otlp(), freePort());
    HttpResponse<String> answer = get(port, "/through/you");
    host.close();

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).isEqualTo("{\"error\":\"back cannot be reached\"}");
  }

  @Test
  void worksWithoutAnybodyListeningToIt() throws Exception {
    int port = freePort();
    Host host = host(port, "http://127.0.0.1:" + freePort(), port);
    obey(host, "open\n");
    int status = get(port, "/through/you").statusCode();
    host.close();

    assertThat(status).isEqualTo(200);
  }

  @Test
  void aMissingParameterIsTheCallersFault() throws Exception {
    int port = freePort();
    Host host =
        Host.start(
            new HostOptions(new Node("a", "b"), "v1", port, "", Map.of(), List.of()),
            (region, peers, database, telemetry) ->
                List.of(Route.get("/", call -> Reply.ok(Map.of("n", call.number("n"))))));
    HttpResponse<String> missing = get(port, "/");
    HttpResponse<String> wrong = get(port, "/?n=two");
    host.close();

    assertThat(missing.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).isEqualTo("{\"error\":\"n: two (expected: a whole number)\"}");
  }
}
