// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.server.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server over its real port, with real modules behind it and a clock moved by hand. */
class BallastServerTest {

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
  void saysWhatIsUnlikeBeforeWithItsReasons() {
    Map<?, ?> answer = json("/api/v1/anomalies?service=payments&region=us-east");

    Map<?, ?> anomaly = (Map<?, ?>) list(answer, "open").getFirst();
    assertThat(anomaly.get("service")).isEqualTo("payments");
    assertThat(text(anomaly, "text")).contains("expected");
    Map<?, ?> series = (Map<?, ?>) list(anomaly, "series").getFirst();
    assertThat(text(series, "clears")).startsWith("10 ordinary points");
    assertThat((Integer) answer.get("watched_series")).isGreaterThan(50);
    assertThat(json("/api/v1/anomalies?service=auth").get("open")).isEqualTo(List.of());
    assertThat(get("/api/v1/events?name=anomaly.opened").body())
        .contains("\"subject\":\"service/payments\"");
    assertThat(text(json("/api/v1/status"), "anomalies")).contains("payments");
    assertThat(get("/services/payments").body())
        .contains("class=\"spell\"")
        .contains("class=\"usual\"")
        .contains("unlike before since");
    assertThat(get("/metrics").body()).contains("ballast_watch_series ");
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
  void saysWhatEverythingHangsOn() {
    Map<?, ?> critical = json("/api/v1/graph/critical?limit=3");

    assertThat(critical.get("weighting")).isEqualTo("traffic");
    assertThat(critical.get("entry_points")).isEqualTo(1);
    assertThat(text(critical, "answers")).contains("Which service needs the highest SLO?");
    assertThat((List<?>) critical.get("services")).hasSize(3);
    assertThat(text(critical, "services")).contains("share=1.0");
    assertThat(text(json("/api/v1/graph/summary"), "sentence"))
        .contains("All of users' traffic hangs on");
    assertThat(get("/services/database").body()).contains("It is a single point of failure.");
    assertThat(get("/").body()).contains("All of users' traffic hangs on");
  }

  @Test
  void saysWhyOneServiceFailsWithAnother() {
    Map<?, ?> why = json("/api/v1/graph/why?from=storefront&to=warehouse");

    assertThat(why.get("verdict")).isEqualTo("hard");
    assertThat(text(why, "paths")).contains("server=inventory").contains("server=warehouse");
    assertThat(get("/api/v1/graph/why?from=storefront&to=nobody").body())
        .isEqualTo(
            "{\"error\":\"to: nobody (expected: a service of the graph)\",\"code\":\"bad_request\"}");
  }

  @Test
  void exportsTheGraphAndTellsWhatChanged() {
    assertThat(get("/api/v1/graph/export?format=dot").body())
        .startsWith("digraph services {")
        .contains("\"payments\" -> \"auth\"");
    assertThat(get("/api/v1/graph/export?format=mermaid").body()).startsWith("flowchart LR");
    assertThat(get("/api/v1/graph/export?format=cytoscape").body()).startsWith("{\"elements\":");
    assertThat(get("/api/v1/graph/export?format=png").statusCode()).isEqualTo(400);
    assertThat(json("/api/v1/graph/diff?since=" + shop.clock.instant().minusSeconds(1)).get("same"))
        .isEqualTo(true);
    assertThat(get("/api/v1/graph/diff?since=2999-01-01T00:00:00Z").statusCode()).isEqualTo(400);
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
          shop.bytes(
              HttpRequest.newBuilder(shop.uri(path)).header("accept-encoding", "gzip").build());
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
  void whatNoEndpointAnswersHasTheFormOfErrors() throws IOException {
    HttpResponse<String> unknown = get("/api/v1/nothing?token=secret");
    assertThat(unknown.headers().firstValue("content-type"))
        .contains("application/json; charset=utf-8");
    assertThat(unknown.body())
        .isEqualTo(
            "{\"error\":\"/api/v1/nothing: not found (expected: a path of this server; /docs lists the API)\",\"code\":\"not_found\"}");
    HttpResponse<String> method =
        shop.send(HttpRequest.newBuilder(shop.uri("/api/v1/status")).DELETE().build());
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.body()).contains("\"code\":\"method_not_allowed\"", "DELETE /api/v1/status");
    HttpResponse<String> large =
        shop.send(
            HttpRequest.newBuilder(shop.uri("/api/v1/rollouts"))
                .POST(BodyPublishers.ofByteArray(new byte[2 << 20]))
                .build());
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(large.body()).contains("\"code\":\"too_large\"");
    assertThat(
            shop.raw(
                "POST /api/v1/alerts/alertmanager HTTP/1.1\r\nHost: localhost\r\nContent-Length: 104857600\r\n"))
        .as("a body of 100 MB, of which nothing is read")
        .contains(" 413 ");
    HttpResponse<String> page =
        shop.send(
            HttpRequest.newBuilder(shop.uri("/nothing")).header("accept", "text/html").build());
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).startsWith("Status: 404");
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
    return shop.json(path);
  }

  private static Map<?, ?> read(String text) {
    return Json.read(text, Map.class);
  }

  private static HttpResponse<String> get(String path) {
    return shop.ask(path);
  }

  private static HttpResponse<String> post(String path, byte[] body, String type) {
    return shop.post(path, body, type);
  }
}
