// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.ballast.shop.scenario.Fault.Delay;
import dev.ballast.shop.topology.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against a stand-in of the mesh's admin API that notes what it is asked. */
final class LeasedDelayTest {

  private static final Delay DELAY =
      new Delay(
          new Node("orders", "us-east"),
          new Node("inventory", "us-east"),
          Duration.ofMillis(1_300),
          Duration.ofMillis(100),
          42);

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private HttpServer admin;

  @BeforeEach
  void listen() throws IOException {
    admin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    admin.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
          byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    admin.start();
  }

  @AfterEach
  void close() {
    admin.stop(0);
  }

  @Test
  void isRenewedWhileItHoldsAndTakenBackAtTheEnd() throws Exception {
    try (LeasedDelay delay = LeasedDelay.begin(admin.getAddress().getPort(), DELAY)) {
      delay.holdUntil(System.nanoTime() + Duration.ofMillis(50).toNanos());
    }

    assertThat(asked)
        .containsExactly(
            "POST /faults", "POST /faults/network-delay/renew", "DELETE /faults/network-delay");
  }

  @Test
  void hitsOneCallerOfOneService() {
    JsonNode request = JsonMapper.shared().valueToTree(LeasedDelay.request(DELAY));

    assertThat(request.at("/service").asString()).isEqualTo("inventory");
    assertThat(request.at("/match/source").asString()).isEqualTo("orders");
    assertThat(request.at("/fault/type").asString()).isEqualTo("latency");
    assertThat(request.at("/fault/delay_seconds").asDouble()).isEqualTo(1.3);
    assertThat(request.at("/fault/jitter_seconds").asDouble()).isEqualTo(0.1);
    assertThat(request.at("/seed").asLong()).isEqualTo(42);
    assertThat(request.at("/lease_seconds").asDouble()).isPositive();
  }

  @Test
  void aMeshThatRefusesIsSaid() {
    status = 400;

    assertThatThrownBy(() -> LeasedDelay.begin(admin.getAddress().getPort(), DELAY))
        .isInstanceOf(IOException.class)
        .hasMessage("the mesh answered 400 to POST /faults: {}");
  }
}
