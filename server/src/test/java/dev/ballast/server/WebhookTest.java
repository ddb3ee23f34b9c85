// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ballast.ledger.EventFilter;
import dev.ballast.model.Event;
import dev.ballast.server.auth.Caller;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.Verb;
import dev.ballast.testkit.FakeClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a file and an event to a message at somebody's door. */
class WebhookTest {

  private final FakeClock clock = FakeClock.atStart();
  private final BlockingQueue<String> got = new LinkedBlockingQueue<>();

  @TempDir Path dir;
  private HttpServer receiver;
  private Wiring wiring;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          try (exchange) {
            got.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
          }
        });
    receiver.start();
    Path folder = Files.createDirectory(dir.resolve("config"));
    Files.writeString(
        folder.resolve("webhooks.yaml"),
        """
        apiVersion: ballast.dev/v1
        kind: Webhook
        metadata: {name: pager}
        spec:
          url: http://127.0.0.1:%d/SECRETPATH
          allowLoopback: true
          minUrgency: soon
        """
            .formatted(receiver.getAddress().getPort()));
    wiring = new Wiring(ServerConfig.in(dir.resolve("data")).withConfigDir(folder), clock);
    wiring.pulse().speak();
  }

  @AfterEach
  void stop() {
    wiring.close();
    receiver.stop(0);
  }

  @Test
  void aCapacityThatRunsOutIsToldOnce() throws InterruptedException {
    runsOut();
    wiring.pulse().speak();
    assertThat(next()).contains("\"about\":\"capacity/orders-disk\"", "\"urgency\":\"now\"");
    while (wiring.ledger().events().latest(EventFilter.named("webhook."), 1).isEmpty()) {
      wiring.pulse().speak();
      Thread.onSpinWait();
    }
    assertThat(wiring.ledger().events().latest(EventFilter.named("webhook."), 1).getFirst().name())
        .isEqualTo("webhook.delivered");
    clock.advance(Duration.ofMinutes(1));
    runsOut();
    wiring.pulse().speak();
    wiring.pulse().speak();
    assertThat(got).isEmpty();
  }

  @Test
  void aTestIsSentAtOnceAndADryRunIsNot() throws Exception {
    String dry = call(Verb.POST, "/api/v1/webhooks/{name}/test", "true");
    assertThat(dry)
        .contains("\"outcome\":\"not_sent\"", "Test from Ballast")
        .doesNotContain("SECRET");
    assertThat(got).isEmpty();
    String real = call(Verb.POST, "/api/v1/webhooks/{name}/test", "false");
    assertThat(real).contains("\"outcome\":\"delivered\"", "answered 204").doesNotContain("SECRET");
    assertThat(next()).contains("\"type\":\"ballast.test\"");
    assertThat(call(Verb.GET, "/api/v1/webhooks", ""))
        .contains("\"name\":\"pager\"", "\"url\":\"(hidden)\"", "pager: test delivered")
        .doesNotContain("SECRET");
  }

  private void runsOut() {
    wiring
        .ledger()
        .events()
        .append(
            new Event(
                0,
                clock.instant(),
                "capacity.changed",
                "capacity/orders-disk",
                "ballast",
                "orders-disk is full",
                Map.of("capacity", "orders-disk", "to", "ACT_NOW")));
  }

  private String next() throws InterruptedException {
    String next = got.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no message came within 20 s");
    }
    return next;
  }

  private String call(Verb verb, String path, String dryRun) throws Exception {
    return FaceCall.answer(
        wiring,
        new Caller("me", Role.OPERATOR),
        verb,
        path,
        Map.of("name", "pager"),
        Map.of("dry_run", dryRun),
        "");
  }
}
