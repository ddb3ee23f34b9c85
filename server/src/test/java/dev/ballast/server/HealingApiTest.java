// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Healing of a shop that runs, through the admin API of a mesh, with time that stands still. */
class HealingApiTest {

  private static final String RULES =
      """
      apiVersion: ballast.dev/v1
      kind: Remediation
      metadata: {name: off-v2}
      spec:
        service: payments
        runbook: runbooks/payments.md
        trigger:
          query: >-
            sum by (cloud_region) (rate(traces_spanmetrics_calls_total{service="payments",status_code="STATUS_CODE_ERROR"}[1m]))
            / sum by (cloud_region) (rate(traces_spanmetrics_calls_total{service="payments"}[1m])) > 0.05
        preconditions:
          - {name: spans arrive, query: 'count(traces_spanmetrics_calls_total{service="payments"}) > 0'}
        action: {shift: {target: mesh/payments, weights: {v1: 100, v2: 0}}}
        verification:
          query: >-
            (sum(rate(traces_spanmetrics_calls_total{service="payments",cloud_region="${region}",status_code="STATUS_CODE_ERROR"}[1m]))
            or 0 * sum(rate(traces_spanmetrics_calls_total{service="payments",cloud_region="${region}"}[1m])))
            / sum(rate(traces_spanmetrics_calls_total{service="payments",cloud_region="${region}"}[1m]))
          atMost: 0.05
          hold: 1m
        guards: {proven: 0, systemic: 1}
        autonomy: auto
      ---
      apiVersion: ballast.dev/v1
      kind: Remediation
      metadata: {name: restart}
      spec:
        service: orders
        region: us-east
        trigger: {health: unhealthy}
        action: {script: {file: restart.sh, args: ["${region}"]}}
        guards: {traffic: 1}
        autonomy: propose
      """;

  @TempDir Path dir;

  private final List<String> orders = new CopyOnWriteArrayList<>();
  private volatile int v1 = 50;
  private volatile String lease = "";
  private HttpServer mesh;
  private LiveShop shop;

  @BeforeEach
  void start() throws IOException {
    mesh = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    mesh.createContext("/weights/payments/default", this::weights);
    mesh.start();
    Path config = dir.resolve("config");
    Files.createDirectories(config);
    Files.writeString(
        config.resolve("healing.yaml"),
        RULES.replace(
            "target: mesh/payments,",
            "target: mesh/payments, mesh: \"http://127.0.0.1:"
                + mesh.getAddress().getPort()
                + "\","));
    shop = LiveShop.configured(dir.resolve("data"), config);
  }

  @AfterEach
  void stop() {
    shop.close();
    mesh.stop(0);
  }

  /** As the mesh answers: weights, under a lease or not. */
  private void weights(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    switch (exchange.getRequestMethod()) {
      case "PUT" -> {
        orders.add(body);
        v1 = JsonMapper.shared().readTree(body).path("weights").path("v1").asInt();
        lease = JsonMapper.shared().readTree(body).path("owner").asString("");
      }
      case "DELETE" -> {
        orders.add("released");
        v1 = 50;
        lease = "";
      }
      default -> {}
    }
    byte[] answer =
        """
        {"revision": "%d", "versions": ["v1", "v2"], "weights": {"v1": %d, "v2": %d}, "lease": {"owner": "%s"}}
        """
            .formatted(orders.size(), v1, 100 - v1, lease)
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static JsonNode read(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private HttpResponse<String> order(String path) {
    return shop.post("/api/v1/healing" + path, new byte[0], "text/plain");
  }

  private JsonNode episode(String id) {
    return read(shop.get("/api/v1/healing/episodes/" + id));
  }

  /** Looks until the deed, which is done on another thread, has been heard of. */
  private JsonNode until(String id, String phase) {
    long patience = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    JsonNode episode = episode(id);
    while (!episode.path("phase").asString().equals(phase) && System.nanoTime() < patience) {
      shop.server.heal();
      episode = episode(id);
    }
    assertThat(episode.path("phase").asString()).as(episode.toString()).isEqualTo(phase);
    return episode;
  }

  private List<String> events() {
    List<String> names = new ArrayList<>();
    for (JsonNode event : read(shop.get("/api/v1/events")).path("events")) {
      if (event.path("name").asString("").startsWith("healing.")) {
        names.add(event.path("name").asString());
      }
    }
    return names.reversed();
  }

  @Test
  void healsAShopAndGivesBackWhatItBorrowed() {
    shop.run(Duration.ofSeconds(90), 6);
    shop.server.heal();
    assertThat(read(shop.get("/api/v1/healing")).path("episodes").size()).isZero();
    shop.traffic.fail("payments", "us-east", 0.6);
    shop.run(Duration.ofSeconds(60), 6);

    JsonNode acting = until("heal-1", "verifying");

    assertThat(acting.path("region").asString()).isEqualTo("us-east");
    assertThat(acting.path("intent").path("after").path("v1").asString()).isEqualTo("100");
    assertThat(orders.getFirst()).contains("\"owner\":\"healing/heal-1-1\"", "lease_seconds");
    shop.traffic.fail("payments", "us-east", 0); // v1 gets all of it.
    shop.run(Duration.ofSeconds(90), 6);
    JsonNode held = until("heal-1", "holding");
    assertThat(held.path("outcome").asString()).isEqualTo("helped");
    assertThat(held.path("text").asString()).contains("where nothing was done");
    shop.run(Duration.ofSeconds(70), 6);
    until("heal-1", "healed");
    assertThat(orders.getLast()).isEqualTo("released");
    assertThat(events())
        .containsExactly("healing.acted", "healing.verified", "healing.undoing", "healing.undone");
  }

  @Test
  void plansProposesAndStops() throws IOException {
    shop.run(Duration.ofSeconds(40), 4);
    JsonNode plan = read(shop.get("/api/v1/healing/remediations/off-v2/plan?region=us-east"));
    assertThat(plan.path("intent").path("touches").asDouble()).isEqualTo(0.5);
    assertThat(plan.path("verdicts").size()).isEqualTo(13);
    assertThat(plan.path("allowed").asBoolean()).isFalse(); // All is well.
    assertThat(orders).isEmpty();

    // An agent may only propose, and nothing is allowed to run here.
    String call =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"healing_propose",
         "arguments":{"name":"restart","reason":"it hangs"}}}
        """;
    HttpResponse<String> proposed =
        shop.post("/mcp", call.getBytes(StandardCharsets.UTF_8), "application/json");
    assertThat(proposed.body()).contains("heal-1", "proposal/local");
    shop.server.heal();
    assertThat(episode("heal-1").path("text").asString()).contains("--healing-scripts DIR");
    assertThat(order("/episodes/heal-1/approve").body()).contains("\"by\":\"local\"");
    assertThat(order("/episodes/heal-1/deny?reason=no").body()).contains("\"phase\":\"denied\"");
    assertThat(order("/episodes/heal-1/approve").statusCode()).isEqualTo(409);

    long thrown = System.nanoTime();
    assertThat(order("/stop?reason=looks%20wrong").body()).contains("\"on\":true");
    order("/remediations/off-v2/run?region=us-east");
    shop.server.heal();
    assertThat(episode("heal-2").path("verdicts").path(0).path("text").asString())
        .isEqualTo("stopped by local: looks wrong. Go on: ballast heal resume");
    assertThat(Duration.ofNanos(System.nanoTime() - thrown)).isLessThan(Duration.ofSeconds(5));
    assertThat(order("/resume").body()).contains("\"on\":false");
    Files.writeString(dir.resolve("data/STOP-HEALING"), "");
    assertThat(shop.get("/api/v1/healing")).contains("the file STOP-HEALING");
    assertThat(events()).contains("healing.stopped", "healing.resumed");
    assertThat(orders).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithAQuestion() {
    assertThat(order("/remediations/of-v2/run").body())
        .contains("remediation: of-v2 (expected: one of off-v2, restart)");
    assertThat(order("/remediations/off-v2/propose").body()).contains("reason: missing");
    assertThat(order("/remediations/restart/run?region=mars").body())
        .contains("restart is not about orders in mars (expected: orders in us-east)");
    assertThat(order("/remediations/restart/run?region=%24%28x%29").statusCode()).isEqualTo(400);
    assertThat(order("/stop").body()).contains("reason: missing (expected: why)");
    assertThat(shop.get("/api/v1/healing/episodes/heal-9")).contains("episode: heal-9");
    assertThat(shop.get("/api/v1/healing/episodes?state=x")).contains("open, ended or all");
  }
}
