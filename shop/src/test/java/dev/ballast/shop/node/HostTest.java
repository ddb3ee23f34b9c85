// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.node;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ballast.shop.journal.Volume;
import dev.ballast.shop.topology.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
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
import org.junit.jupiter.api.io.TempDir;

/** A service over real sockets, with an OTLP endpoint that only remembers what arrived. */
final class HostTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** More than sockets buffer. */
  private static final int LARGE = 32 << 20;

  /** A port below those that are given to programs, where nobody listens. */
  private static final int NOBODY = 1;

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

  /** The front before the back, which is all the same with another name and no peer. */
  private record Pair(Host front, Host back) {

    void close() {
      front.close(PATIENCE);
      back.close(PATIENCE);
    }
  }

  private static Pair pair(String otlp) throws IOException {
    Host back = host("back", otlp, NOBODY);
    return new Pair(host("front", otlp, back.port()), back);
  }

  private static Host host(String name, String otlp, int peerPort) throws IOException {
    return host(name, otlp, peerPort, List.of());
  }

  private static Host host(String name, String otlp, int peerPort, List<Volume> volumes)
      throws IOException {
    return Host.start(
        new HostOptions(
            new Node(name, "us-east"),
            "v1",
            1,
            0,
            otlp,
            Map.of("back", peerPort),
            List.of(),
            volumes,
            Map.of()),
        (region, peers, database, journal, settings, telemetry) ->
            List.of(
                Route.get("/large", call -> Reply.ok(Map.of("all", "x".repeat(LARGE)))),
                Route.get(
                    "/hello/stranger", call -> new Reply(401, Map.of("error", "unknown API key"))),
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
    Pair shop = pair(otlp());
    get(shop.front.port(), "/through/rehearsal");
    obey(shop.front, "open\n");
    obey(shop.back, "open\n");
    get(shop.front.port(), "/through/users");
    shop.close();

    assertThat(told("/v1/traces"))
        .contains("/through/users", "/hello/users", "cloud.region", "peer.cloud.region")
        .doesNotContain("rehearsal");
    assertThat(received)
        .filteredOn(r -> r.startsWith("/v1/metrics"))
        .anySatisfy(
            r ->
                assertThat(r)
                    .contains(
                        "http.server.request.duration", "jvm.memory.used", "front-us-east-1"));
  }

  @Test
  void servesItsMetricsToScrapers() throws Exception {
    Host host = host("front", otlp(), NOBODY);
    obey(host, "open\n");
    get(host.port(), "/hello/you");
    String page = get(host.port(), "/metrics").body();
    host.close(PATIENCE);

    assertThat(page)
        .contains(
            "http_server_request_duration_seconds_count{http_request_method=\"GET\","
                + "http_response_status_code=\"200\",http_route=\"/hello/{who}\","
                + "url_scheme=\"http\"} 1")
        .contains("service_name=\"front\"")
        .contains("# TYPE jvm_memory_used_bytes gauge");
  }

  @Test
  void hasCountedARequestBeforeItsAnswerIsThrough() throws Exception {
    Host host = host("front", otlp(), NOBODY);
    obey(host, "open\n");
    try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), host.port())) {
      slow.getOutputStream()
          .write("GET /large HTTP/1.1\r\nHost: front\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      assertThat(slow.getInputStream().read()).isEqualTo('H');
      assertThat(get(host.port(), "/metrics").body())
          .contains("http_response_status_code=\"200\",http_route=\"/large\"");
    }
    host.close(PATIENCE);
  }

  @Test
  void failsWhenItIsTold() throws Exception {
    Host host = host("front", otlp(), NOBODY);
    List<String> answers = obey(host, "fail 1.0\n");
    int broken = get(host.port(), "/hello/you").statusCode();
    int alive = get(host.port(), "/healthz").statusCode();
    obey(host, "fail 0.0\n");
    int mended = get(host.port(), "/hello/you").statusCode();
    List<String> struck = obey(host, "struck\n");
    host.close(PATIENCE);

    assertThat(answers).containsExactly("fail 1.0 " + NOW);
    assertThat(struck).singleElement().asString().startsWith("struck 1 20");
    assertThat(List.of(broken, alive, mended)).containsExactly(500, 200, 200);
  }

  @Test
  void tellsHowFullItsVolumeReallyIs(@TempDir Path dir) throws Exception {
    Volume volume = new Volume(dir.resolve("journal"), 1_000_000);
    Host host = host("front", otlp(), NOBODY, List.of(volume));
    List<String> answers = obey(host, "open\nfill 100000000\n");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (volume.used() < volume.limit() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    String page = get(host.port(), "/metrics").body();
    obey(host, "fill 0\n");
    host.close(PATIENCE);

    assertThat(answers).containsExactly("open " + NOW, "fill 100000000 " + NOW);
    String place = "system_filesystem_mountpoint=\"/journal\",%ssystem_filesystem_type=\"quota\"} ";
    assertThat(page)
        .contains("system_filesystem_limit_bytes{" + place.formatted("") + "1000000")
        .contains("system_filesystem_utilization_ratio{" + place.formatted("") + "1")
        .contains(
            "system_filesystem_usage_bytes{"
                + place.formatted("system_filesystem_state=\"used\",")
                + "1000000");
  }

  @Test
  void aDependencyThatIsGoneIsABadGateway() throws Exception {
    Host host = host("front", otlp(), NOBODY);
    HttpResponse<String> answer = get(host.port(), "/through/you");
    host.close(PATIENCE);

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).isEqualTo("{\"error\":\"back cannot be reached\"}");
  }

  @Test
  void tellsWhyItWasNotLetIn() throws Exception {
    Pair shop = pair(otlp());
    obey(shop.front, "open\n");
    HttpResponse<String> answer = get(shop.front.port(), "/through/stranger");
    shop.close();

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).isEqualTo("{\"error\":\"back denied access, 401: unknown API key\"}");
    assertThat(told("/v1/logs")).contains("request failed: back denied access, 401");
  }

  @Test
  void worksWithoutAnybodyListeningToIt() throws Exception {
    Pair shop = pair("http://127.0.0.1:" + NOBODY);
    obey(shop.front, "open\n");
    int status = get(shop.front.port(), "/through/you").statusCode();
    shop.close();

    assertThat(status).isEqualTo(200);
  }

  @Test
  void aMissingParameterIsTheCallersFault() throws Exception {
    Host host =
        Host.start(
            new HostOptions(
                new Node("a", "b"), "v1", 1, 0, "", Map.of(), List.of(), List.of(), Map.of()),
            (region, peers, database, journal, settings, telemetry) ->
                List.of(Route.get("/", call -> Reply.ok(Map.of("n", call.number("n"))))));
    HttpResponse<String> missing = get(host.port(), "/");
    HttpResponse<String> wrong = get(host.port(), "/?n=two");
    host.close(PATIENCE);

    assertThat(missing.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).isEqualTo("{\"error\":\"n: two (expected: a whole number)\"}");
  }
}
