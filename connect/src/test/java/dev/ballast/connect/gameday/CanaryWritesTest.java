// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ballast.model.gameday.CanaryLoad;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CanaryWritesTest {

  /** Every second write is refused: it was never acknowledged, so nobody may miss it. */
  @Test
  void keepsAccountOfWhatWasAcknowledgedAndOfNothingElse() throws Exception {
    Set<String> taken = ConcurrentHashMap.newKeySet();
    Set<String> refused = ConcurrentHashMap.newKeySet();
    CountDownLatch enough = new CountDownLatch(20);
    HttpServer shop = shop(taken, refused, enough);
    try (Canaries canaries = new Canaries(InstantSource.system())) {
      String target =
          "http://127.0.0.1:" + shop.getAddress().getPort() + "/orders?id=" + CanaryLoad.ID;
      canaries.start(
          List.of(
              new CanaryLoad(
                  "writer",
                  target,
                  100,
                  List.of(),
                  CanaryLoad.WRITES,
                  Map.of("Authorization", "Bearer sesame"),
                  null)));
      assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();

      Set<String> kept = canaries.writes().getOrDefault("writer", Map.of()).keySet();
      assertThat(taken).containsAll(kept);
      assertThat(kept).isNotEmpty().doesNotContainAnyElementsOf(refused);
    } finally {
      shop.stop(0);
    }
  }

  private static HttpServer shop(Set<String> taken, Set<String> refused, CountDownLatch enough)
      throws IOException {
    AtomicInteger count = new AtomicInteger();
    HttpServer shop =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    shop.createContext(
        "/orders",
        exchange -> {
          try (exchange) {
            String id = exchange.getRequestURI().getQuery().replace("id=", "");
            boolean right =
                exchange.getRequestMethod().equals("POST")
                    && "Bearer sesame"
                        .equals(exchange.getRequestHeaders().getFirst("Authorization"));
            boolean well = right && count.getAndIncrement() % 2 == 0;
            (well ? taken : refused).add(id);
            exchange.sendResponseHeaders(well ? 201 : 409, -1);
          }
          enough.countDown();
        });
    shop.start();
    return shop;
  }
}
