// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class UsersTest {

  private final CountDownLatch crowded = new CountDownLatch(3);
  private volatile CountDownLatch usual = new CountDownLatch(3);
  private HttpServer storefront;

  @BeforeEach
  void listen() throws IOException {
    storefront = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    storefront.createContext(
        "/",
        exchange -> {
          (exchange.getRequestURI().getPath().equals("/crowd") ? crowded : usual).countDown();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    storefront.start();
  }

  @AfterEach
  void close() {
    storefront.stop(0);
  }

  private static Iterator<Visit> every(Duration gap, String path) {
    return Stream.iterate(1, i -> i + 1)
        .map(i -> new Visit(gap.multipliedBy(i), "GET", path, ""))
        .iterator();
  }

  @Test
  void aCrowdComesBesideTheUsualUsersAndLeavesThemBehind() throws InterruptedException {
    URI door = URI.create("http://127.0.0.1:" + storefront.getAddress().getPort());
    try (Users users = new Users(door)) {
      users.arrive(every(Duration.ofMillis(5), "/usual"));
      try (Users.Crowd crowd = users.crowd(every(Duration.ofMillis(5), "/crowd"))) {
        assertThat(crowd).isNotNull();
        assertThat(crowded.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(usual.await(20, TimeUnit.SECONDS)).isTrue();
      }
      usual = new CountDownLatch(3);
      assertThat(usual.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(users.tally().counts().failed()).isZero();
    }
  }
}
