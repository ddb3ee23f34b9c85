// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.ballast.control.actuator.ActuatorException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was surely not done, and what perhaps was, are two things. */
final class OrdersTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private final Orders orders = new Orders();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          keys.add(exchange.getRequestHeaders().getFirst("idempotency-key"));
          int status = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
          if (status == 0) {
            try {
              never.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          exchange.sendResponseHeaders(status == 0 ? 200 : status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    never.countDown();
    orders.close();
    server.stop(0);
  }

  private void send(int status, Duration patience) throws Exception {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/" + status;
    orders.send(url, Map.of("service", "payments"), "heal-1-1", patience, true);
  }

  @Test
  void anyTwoHundredIsDone() throws Exception {
    send(202, PATIENCE);
    assertThat(keys).containsExactly("heal-1-1");
  }

  @Test
  void fourHundredIsSurelyNotDoneAndIsNotRepeated() {
    assertThatThrownBy(() -> send(409, PATIENCE))
        .isInstanceOf(ActuatorException.class)
        .hasMessageContaining("answered 409");
    assertThat(keys).hasSize(1);
  }

  @Test
  void fiveHundredAndSilenceArePerhapsDoneAndNotRepeated() {
    assertThatThrownBy(() -> send(503, PATIENCE)).isInstanceOf(Orders.UnclearException.class);
    assertThatThrownBy(() -> send(0, Duration.ofMillis(50)))
        .isInstanceOf(Orders.UnclearException.class)
        .hasMessageContaining("did not answer");
    assertThat(keys.size()).isLessThanOrEqualTo(2);
  }

  @Test
  void leadsToThisMachineOnlyWhereItMay() {
    assertThatThrownBy(() -> orders.send("http://127.0.0.1:1/", Map.of(), "k", PATIENCE, false))
        .isInstanceOf(ActuatorException.class)
        .hasMessageContaining("allowLoopback: true");
  }
}
