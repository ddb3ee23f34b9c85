// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ballast.cli.client.Api;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against one server that plays Ballast and the shop's orchestrator, and notes what it is told. */
final class ReleaseRobotTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration SETTLE = Duration.ofSeconds(45);

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<String> said = new ArrayList<>();
  private volatile String rollout = "";
  private volatile int retiring = 404;
  private HttpServer server;
  private Api api;
  private Deployments deployments;
  private ReleaseRobot robot;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    api = new Api(url, "");
    deployments = new Deployments(URI.create(url), "payments", List.of("us-east", "eu-west"));
    robot =
        new ReleaseRobot(
            deployments,
            new Controller(api, ReleaseRobot.CANARY),
            Resources.rollout(),
            ReleaseRobot.NEXT,
            SETTLE,
            said::add);
  }

  @AfterEach
  void stop() {
    deployments.close();
    api.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    String what = exchange.getRequestMethod() + " " + path;
    if (!what.startsWith("GET")) {
      String change = body.contains("change-class: critical-fix") ? " as a fix" : "";
      told.add(what.replaceFirst("/(api/v1|deployments)", "") + change);
    }
    int status =
        switch (exchange.getRequestMethod()) {
          case "PUT" -> 201;
          case "DELETE" -> retiring;
          default -> rollout.isEmpty() ? 503 : 200;
        };
    byte[] bytes =
        (status == 503 ? "{\"error\":\"not yet\"}" : rollout).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void stands(String phase, String revision, String primary, int weight) {
    rollout =
        """
        {"phase":"%s","revision":"%s","primary":"%s","weight":%d,"gate":"deny: overspent",
         "verdict":{"text":"It fails more often."},"changed_at":"2026-03-01T12:00:30Z"}
        """
            .formatted(phase, revision, primary, weight);
  }

  private void look(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      robot.look(NOW, SETTLE);
    }
  }

  @Test
  void leavesTheShopAloneFirst() throws Exception {
    robot.look(NOW, SETTLE.minusSeconds(1));
    robot.look(NOW, SETTLE.minusSeconds(1));

    assertThat(told).isEmpty();
    assertThat(robot.releases()).isEmpty();
  }

  @Test
  void endsTheNewVersionWhenItWasRolledBackAndMendsIt() throws Exception {
    stands("Initialized", "v2.3.0", "v2.3.0", 0);
    look(4);
    stands("Progressing", "v2.3.1", "v2.3.0", 20);
    look(2);
    stands("Failed", "v2.3.1", "v2.3.0", 0);
    look(2);
    stands("Failed", "v2.3.1", "v2.3.0", 0);
    look(3);

    assertThat(told)
        .containsExactly(
            "POST /rollouts",
            "PUT /payments/us-east/v2.3.1",
            "PUT /payments/eu-west/v2.3.1",
            "DELETE /payments/us-east/v2.3.1",
            "DELETE /payments/eu-west/v2.3.1",
            "POST /rollouts as a fix",
            "PUT /payments/us-east/v2.3.2",
            "PUT /payments/eu-west/v2.3.2");
    assertThat(robot.releases().getFirst())
        .isEqualTo(
            new Release(
                "v2.3.1",
                "Failed",
                NOW,
                NOW.plusSeconds(30),
                List.of(20),
                "It fails more often.",
                "deny: overspent",
                "v2.3.1"));
    assertThat(said)
        .contains("payments v2.3.1: Progressing at 20 % of the traffic", "payments v2.3.1: Failed");
  }

  @Test
  void endsTheOldVersionOnlyWhenNothingGoesThereAnyMore() throws Exception {
    stands("Initialized", "v2.3.0", "v2.3.0", 0);
    look(4);
    stands("Failed", "v2.3.1", "v2.3.0", 0);
    look(5);
    stands("Succeeded", "v2.3.2", "v2.3.2", 0);
    retiring = 409;
    look(3);
    assertThat(robot.isDone()).isFalse();
    retiring = 404;
    look(1);

    assertThat(robot.isDone()).isTrue();
    assertThat(robot.primary()).isEqualTo("v2.3.2");
    assertThat(told).endsWith("DELETE /payments/us-east/v2.3.0", "DELETE /payments/eu-west/v2.3.0");
    assertThat(robot.releases()).extracting(Release::retired).containsExactly("v2.3.1", "v2.3.0");
  }

  @Test
  void triesAgainWhatCouldNotBeDone() throws Exception {
    look(3);
    assertThat(robot.trouble()).isEqualTo("not yet");
    stands("Initialized", "v2.3.0", "v2.3.0", 0);
    look(3);

    assertThat(robot.trouble()).isEmpty();
    assertThat(robot.releases()).extracting(Release::version).containsExactly("v2.3.1");
  }
}
