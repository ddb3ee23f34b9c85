// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ballast.connect.webhook.Webhooks;
import dev.ballast.server.rollout.ReleaseStory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people hear of a whole rollout, whose events all come at once. */
class RolloutWebhookTest {

  private static final List<String> HOOKS = List.of("pager", "feed", "changes");

  private final Queue<String> got = new ConcurrentLinkedQueue<>();

  @TempDir Path dir;
  private HttpServer receiver;

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            got.add(path + " " + new String(body, StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(202, -1);
          }
        });
    receiver.start();
    Path folder = Files.createDirectory(dir.resolve("config"));
    Files.writeString(dir.resolve("key"), "R0UT1NG");
    Files.writeString(
        folder.resolve("webhooks.yaml"),
        """
        apiVersion: ballast.dev/v1
        kind: Webhook
        metadata: {name: pager}
        spec: {url: "http://127.0.0.1:PORT/pager", allowLoopback: true}
        ---
        apiVersion: ballast.dev/v1
        kind: Webhook
        metadata: {name: feed}
        spec:
          {url: "http://127.0.0.1:PORT/feed", allowLoopback: true, on: [rollout], minUrgency: info}
        ---
        apiVersion: ballast.dev/v1
        kind: Webhook
        metadata: {name: changes}
        spec:
          url: http://127.0.0.1:PORT/changes
          allowLoopback: true
          format: pagerduty-change
          secretFrom: {file: "KEY"}
        """
            .replace("PORT", Integer.toString(receiver.getAddress().getPort()))
            .replace("KEY", dir.resolve("key").toString()));
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  private void tell(ReleaseStory story) {
    try (Wiring wiring =
        new Wiring(
            ServerConfig.in(dir.resolve("data")).withConfigDir(dir.resolve("config")),
            story.clock())) {
      wiring.pulse().speak();
      story.into(wiring.ledger());
      do {
        wiring.pulse().speak();
        story.clock().advance(Duration.ofSeconds(3));
        Thread.onSpinWait();
      } while (HOOKS.stream().anyMatch(name -> Webhooks.waiting(wiring.ledger(), name) > 0));
    }
  }

  private List<String> to(String hook) {
    return got.stream().filter(text -> text.startsWith("/" + hook + " ")).toList();
  }

  @Test
  void aRollbackReachesEverybodyOnceAndSaysWhy() {
    tell(ReleaseStory.applied().deploy("v2", 0.5).untilPhase("Failed"));

    assertThat(to("pager"))
        .singleElement()
        .satisfies(
            text ->
                assertThat(text)
                    .contains("\"type\":\"ballast.rollout\"", "\"urgency\":\"now\"", "Rolling back")
                    .contains("ballast rollout history shop/payments"));
    assertThat(to("feed").stream().filter(text -> text.contains("\"urgency\":\"now\""))).hasSize(1);
    assertThat(to("changes").stream().filter(text -> text.contains("Rolling back")))
        .singleElement()
        .satisfies(
            text ->
                assertThat(text)
                    .contains("\"routing_key\":\"R0UT1NG\"", "\"source\":\"payments\"")
                    .contains("\"href\":\"http://"));
  }

  @Test
  void aPromotionIsToldOnceToWhoeverWantsGoodNewsAndCallsNobody() {
    tell(ReleaseStory.applied().deploy("v2", 0).untilPhase("Succeeded"));

    assertThat(to("pager")).isEmpty();
    for (String hook : List.of("feed", "changes")) {
      assertThat(to(hook).stream().filter(text -> text.contains("payments v2 was promoted")))
          .as(hook)
          .hasSize(1);
    }
  }
}
