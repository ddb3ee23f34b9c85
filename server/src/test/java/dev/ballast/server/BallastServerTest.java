// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.server.http.PortInUseException;
import dev.ballast.server.json.Json;
import dev.ballast.testkit.FakeClock;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server over its real port, with real modules behind it and a clock moved by hand. */
class BallastServerTest {

  private static final String PROTOBUF = "application/x-protobuf";

  @TempDir static Path dir;
  private static Path config;
  private static LiveShop shop;

  @BeforeAll
  static void aShopWhosePaymentsFailInOneRegion() throws IOException {
    config = dir.resolve("config");
    shop = LiveShop.configured(dir.resolve("data"), config);
    shop.run(Duration.ofMinutes(4), 12);
    shop.traffic.deploy("payments", "v2.3.1");
    shop.traffic.fail("payments", "us-east", 0.9);
    shop.run(Duration.ofMinutes(2), 12);
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @Test
  void saysWhichServiceIsUnhealthyAndWhoIsImpairedByIt() {
    Map<?, ?> status = json("/api/v1/status");

    assertThat(status.get("sentence")).isEqualTo("2 of 10 services need you.");
    assertThat(place(status, "payments", "us-east").get("health")).isEqualTo("UNHEALTHY");
    assertThat(place(status, "payments", "eu-west").get("health")).isEqualTo("HEALTHY");
    assertThat(place(status, "auth", "us-east").get("health")).isEqualTo("HEALTHY");
    assertThat(place(status, "card-processor", "us-east").get("health")).isEqualTo("UNKNOWN");
    assertThat(text(place(status, "storefront", "us-east"), "impaired_by"))
        .contains("service=payments");
    assertThat(text(place(status, "payments", "us-east"), "why"))
        .contains("slo=payments-availability")
        .contains("query=sum by (cloud_region)");
  }

  @Test
  void answersWhatIsAskedOfOneService() {
    Map<?, ?> service = json("/api/v1/services/payments");

    assertThat(service.get("health")).isEqualTo("UNHEALTHY");
    assertThat(service.get("team")).isEqualTo("payments");
    assertThat(get("/api/v1/services/nobody").statusCode()).isEqualTo(404);
    assertThat(get("/api/v1/services/nobody").body())
        .startsWith("{\"error\":\"service: nobody (expected: one of ")
        .endsWith("\"code\":\"not_found\"}");
  }

  @Test
  void decidesOnReleasesAndKeepsTheDecision() {
    Map<?, ?> decision = read(post("/api/v1/gate/payments", new byte[0], "text/plain").body());

    assertThat(decision.get("verdict")).isIn("allow", "allow_slower", "deny");
    assertThat(text(decision, "reasons")).contains("budget");
    assertThat(get("/api/v1/events?name=gate.decided&limit=1").body())
        .contains("\"subject\":\"service/payments\"")
        .contains("\"actor\":\"local\"");
    assertThat(get("/api/v1/gate/payments?change_class=x").statusCode()).isEqualTo(400);
  }

  @Test
  void answersPromqlOverWhatTheSpansSaid() {
    String query =
        "sum(increase(traces_spanmetrics_calls_total{service=\"payments\"}[1m])) > bool 0";

    HttpResponse<String> answer =
        post(
            "/prometheus/api/v1/query",
            ("query="
                    + java.net.URLEncoder.encode(query, StandardCharsets.UTF_8)
                    + "&time="
                    + shop.clock.instant().getEpochSecond())
                .getBytes(StandardCharsets.UTF_8),
            "application/x-www-form-urlencoded");

    assertThat(answer.body())
        .startsWith("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\"")
        .contains("\"1\"]");
  }

  @Test
  void keepsTheHistoryOfBudgetsAsSeries() {
    String answer =
        get("/prometheus/api/v1/query?query=ballast_slo_budget_remaining_ratio&time="
                + shop.clock.instant().getEpochSecond())
            .body();

    assertThat(answer).contains("\"slo\":\"payments-availability\"");
  }

  @Test
  void findsTracesAndLogsOfWhatFailed() {
    Map<?, ?> spans = json("/api/v1/traces?service=payments&status=error&limit=5" + window());
    Map<?, ?> span = (Map<?, ?>) list(spans, "spans").getFirst();

    Map<?, ?> trace = json("/api/v1/traces/" + text(span, "trace_id"));

    assertThat(text(trace, "spans")).contains("service=storefront");
    assertThat(text(trace, "logs")).contains("invalid_client");
    assertThat(json("/api/v1/logs?service=payments" + window()).toString())
        .contains("invalid_client");
    assertThat(get("/api/v1/traces/xyz").statusCode()).isEqualTo(400);
    assertThat(get("/api/v1/traces/" + "0".repeat(31) + "1").statusCode()).isEqualTo(404);
  }

  @Test
  void drawsTheGraphWithBothRegions() {
    assertThat(text(json("/api/v1/graph"), "edges"))
        .contains("client={service=payments, region=us-east}")
        .contains("server={service=card-processor, region=us-east}");
    assertThat(json("/api/v1/regions").toString()).contains("US East");
  }

  @Test
  void refusesBadOtlpAndCountsIt() {
    HttpResponse<String> malformed = post("/v1/traces", new byte[] {1, 2, 3}, PROTOBUF);
    HttpResponse<String> text = post("/v1/traces", new byte[0], "text/plain");
    HttpResponse<String> json =
        post(
            "/v1/metrics",
            "{\"resourceMetrics\":7}".getBytes(StandardCharsets.UTF_8),
            "application/json");

    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(text.statusCode()).isEqualTo(415);
    assertThat(json.statusCode()).isEqualTo(400);
    assertThat(get("/metrics").body()).contains("malformed");
  }

  @Test
  void refusesABodyThatIsTooLargePackedOrUnpacked() throws IOException {
    byte[] large = new byte[17 << 20];

    assertThat(post("/v1/traces", large, PROTOBUF).statusCode()).isEqualTo(413);
    assertThat(gzipped("/v1/traces", large).statusCode()).isEqualTo(413);
  }

  @Test
  void takesGzip() throws IOException {
    byte[] empty = ExportTraceServiceRequest.getDefaultInstance().toByteArray();

    assertThat(gzipped("/v1/traces", empty).statusCode()).isEqualTo(200);
  }

  @Test
  void deniesForeignHostsAndOrigins() throws IOException {
    assertThat(raw("GET /api/v1/status HTTP/1.1\r\nHost: evil.example\r\n")).contains(" 403 ");
    assertThat(raw("GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\n")).contains(" 200 ");
    assertThat(
            raw(
                "POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n"))
        .contains(" 403 ");
    assertThat(get("/metrics").body()).contains("ballast_auth_denied_total{reason=\"origin\"}");
  }

  @Test
  void makesListsAndRevokesTokensAndTellsTheLedgerNoSecret() {
    HttpResponse<String> created =
        post(
            "/api/v1/tokens",
            "{\"name\":\"grafana\",\"role\":\"viewer\"}".getBytes(StandardCharsets.UTF_8),
            "application/json");
    Map<?, ?> token = read(created.body());
    String secret = text(token, "token");

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(withToken("/api/v1/status", secret).statusCode()).isEqualTo(200);
    assertThat(withToken("/api/v1/tokens", secret).statusCode()).isEqualTo(403);
    assertThat(withToken("/api/v1/status", secret + "x").statusCode()).isEqualTo(401);
    assertThat(get("/api/v1/tokens").body()).contains("grafana").doesNotContain(secret);
    assertThat(get("/api/v1/events?name=token.").body())
        .contains("token.created")
        .doesNotContain(secret);
    assertThat(
            shop.send(
                    HttpRequest.newBuilder(shop.uri("/api/v1/tokens/" + text(token, "id")))
                        .DELETE()
                        .build())
                .statusCode())
        .isEqualTo(200);
    assertThat(withToken("/api/v1/status", secret).statusCode()).isEqualTo(401);
  }

  @Test
  void followsEventsAsTheyHappen() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), shop.server.port());
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "GET /api/v1/events/stream?name=gate.&after=0 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.UTF_8));
      post("/api/v1/gate/orders", new byte[0], "text/plain");

      assertThat(lineWith(in, "event: ")).isEqualTo("event: gate.decided");
      assertThat(lineWith(in, "data: ")).contains("\"name\":\"gate.decided\"");
    }
  }

  @Test
  void repeatsNothingWhereATestMovesTheClock() {
    assertThat(json("/healthz").get("loops")).isEqualTo(List.of());
  }

  @Test
  void validatesATextWithoutUsingIt() {
    HttpResponse<String> wrong =
        post(
            "/api/v1/config/validate?file=x.yaml",
            "apiVersion: ballast.dev/v1\nkind: Servce\n".getBytes(StandardCharsets.UTF_8),
            "application/yaml");

    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("\"file\":\"x.yaml\"").contains("\"line\":2");
    assertThat(json("/api/v1/config").get("services")).isEqualTo(10);
  }

  @Test
  void servesCompletePagesWithoutInlineScriptOrStyle() {
    for (String path :
        List.of("/", "/services", "/services/payments", "/events", "/configuration", "/docs")) {
      HttpResponse<String> page = get(path);

      assertThat(page.statusCode()).as(path).isEqualTo(200);
      assertThat(page.headers().firstValue("content-security-policy").orElse(""))
          .contains("default-src 'none'")
          .doesNotContain("unsafe");
      assertThat(page.body())
          .as(path)
          .doesNotContain("<script>")
          .doesNotContain(" style=")
          .doesNotContain(" onclick=")
          .contains("<h1>");
    }
    assertThat(get("/").body()).contains("2 of 10 services need you.");
    assertThat(get("/services/payments").body())
        .contains("payments is unhealthy in us-east.")
        .contains("ballast gate payments");
    assertThat(get("/services/nobody").statusCode()).isEqualTo(404);
    assertThat(get("/services?q=payments").headers().firstValue("location"))
        .contains("/services/payments");
  }

  @Test
  void keepsTheFirstPageSmall() throws IOException {
    int bytes = 0;
    for (String path :
        List.of(
            "/",
            "/static/ballast.css",
            "/static/theme.js",
            "/static/app.js",
            "/static/vendor/htmx.min.js",
            "/static/vendor/sse.min.js",
            "/static/vendor/idiomorph-ext.min.js")) {
      HttpResponse<byte[]> part =
          bytes(HttpRequest.newBuilder(shop.uri(path)).header("accept-encoding", "gzip").build());
      assertThat(part.statusCode()).as(path).isEqualTo(200);
      bytes += part.body().length;
    }
    assertThat(bytes).isLessThan(100_000);
  }

  @Test
  void answersHeadAndUnknownPaths() {
    HttpResponse<String> head =
        shop.send(
            HttpRequest.newBuilder(shop.uri("/healthz"))
                .method("HEAD", BodyPublishers.noBody())
                .build());

    assertThat(head.body()).isEmpty();
    assertThat(get("/nothing/here").statusCode()).isEqualTo(404);
    assertThat(get("/static/secret.txt").statusCode()).isEqualTo(404);
    assertThat(get("/static/..%2fopenapi.json").statusCode()).isEqualTo(400);
  }

  @Test
  void namesTheBusyPortAndTheFlag(@TempDir Path other) throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ServerConfig wanted =
          ServerConfig.in(other)
              .withListen(new ServerConfig.Listen("127.0.0.1", busy.getLocalPort(), 0, 0));

      assertThatThrownBy(() -> BallastServer.start(wanted))
          .isInstanceOf(PortInUseException.class)
          .hasMessageContaining("127.0.0.1:" + busy.getLocalPort() + " is in use")
          .hasMessageContaining("--port");
    }
  }

  @Test
  void doesWithoutAnExtraPortThatIsBusy(@TempDir Path other) throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        BallastServer server =
            BallastServer.start(
                ServerConfig.in(other)
                    .withListen(new ServerConfig.Listen("127.0.0.1", 0, busy.getLocalPort(), 0)))) {
      assertThat(server.port()).isPositive();
    }
  }

  @Test
  void refusesToListenToOthersWithoutAToken(@TempDir Path other) {
    ServerConfig wide =
        ServerConfig.in(other).withListen(new ServerConfig.Listen("0.0.0.0", 0, 0, 0));

    assertThatThrownBy(() -> BallastServer.start(wide))
        .isInstanceOf(InvalidServerConfigException.class)
        .hasMessageContaining("--host: 0.0.0.0")
        .hasMessageContaining("ballast token create");
  }

  @Test
  void saysWhatToConnectFirstWhenThereIsNothing(@TempDir Path other) {
    try (LiveShop empty = LiveShop.empty(other)) {
      empty.server.judge();

      assertThat(empty.get("/"))
          .contains("Nothing is connected yet.")
          .contains("OTEL_EXPORTER_OTLP_ENDPOINT=" + empty.server.url())
          .contains("ballast demo");
    }
  }

  @Test
  void goesOnAfterARestart(@TempDir Path other) throws IOException {
    Path data = other.resolve("data");
    Path folder = other.resolve("config");
    FakeClock clock;
    try (LiveShop first = LiveShop.configured(data, folder)) {
      clock = first.clock;
      first.run(Duration.ofSeconds(40), 3);
    }
    ServerConfig same = ServerConfig.in(data).withConfigDir(folder).withTimeScale(20);
    try (LiveShop second = new LiveShop(same, clock)) {
      second.server.judge();

      assertThat(second.get("/api/v1/traces?service=payments&from=2025-12-31T00:00:00Z"))
          .contains("\"service\":\"payments\"");
      assertThat(second.get("/api/v1/events?name=version.&limit=1000"))
          .contains("payments v1.0.0 first seen in us-east");
    }
  }

  @Test
  void takesUpAnEditOfTheFolder() throws IOException {
    Path extra = config.resolve("extra.yaml");
    Files.writeString(extra, "kind: [");
    shop.server.lookAtFolder();
    assertThat(get("/configuration").body()).contains("The newest edit is refused: ");
    assertThat(text(json("/api/v1/config"), "refused")).contains("extra.yaml");

    Files.delete(extra);
    shop.server.lookAtFolder();
    assertThat(text(json("/api/v1/config"), "refused")).isEqualTo("[]");
  }

  private static String window() {
    return "&from=2025-12-31T00:00:00Z&to=" + shop.clock.instant().plusSeconds(5);
  }

  private static String lineWith(BufferedReader in, String start) throws IOException {
    String line = in.readLine();
    while (line != null && !line.startsWith(start)) {
      line = in.readLine();
    }
    return String.valueOf(line);
  }

  private static Map<?, ?> place(Map<?, ?> status, String service, String region) {
    return list(status, "services").stream()
        .map(place -> (Map<?, ?>) place)
        .filter(p -> text(p, "service").equals(service) && text(p, "region").equals(region))
        .findFirst()
        .orElseThrow();
  }

  private static List<?> list(Map<?, ?> object, String member) {
    return object.get(member) instanceof List<?> list ? list : List.of();
  }

  private static String text(Map<?, ?> object, String member) {
    return String.valueOf(object.get(member));
  }

  private static Map<?, ?> json(String path) {
    return read(get(path).body());
  }

  private static Map<?, ?> read(String text) {
    return Json.read(text, Map.class);
  }

  private static HttpResponse<String> get(String path) {
    return shop.send(HttpRequest.newBuilder(shop.uri(path)).GET().build());
  }

  private static HttpResponse<String> withToken(String path, String token) {
    return shop.send(
        HttpRequest.newBuilder(shop.uri(path)).header("authorization", "Bearer " + token).build());
  }

  private static HttpResponse<String> post(String path, byte[] body, String type) {
    return shop.send(
        HttpRequest.newBuilder(shop.uri(path))
            .header("content-type", type)
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  private static HttpResponse<String> gzipped(String path, byte[] body) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(body);
    }
    return shop.send(
        HttpRequest.newBuilder(shop.uri(path))
            .header("content-type", PROTOBUF)
            .header("content-encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(packed.toByteArray()))
            .build());
  }

  private static HttpResponse<byte[]> bytes(HttpRequest request) throws IOException {
    try {
      return shop.http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Says what a well-behaved client would not. */
  private static String raw(String head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), shop.server.port());
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.UTF_8));
      return String.valueOf(in.readLine());
    }
  }
}
