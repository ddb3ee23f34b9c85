// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.shop.process.Guard;
import dev.ballast.shop.process.Launcher;
import dev.ballast.shop.process.RunMark;
import dev.ballast.shop.scenario.Fault.Stalls;
import dev.ballast.shop.topology.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class SessionStallsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path parent;
  private final AtomicInteger connections = new AtomicInteger();

  @Test
  @Timeout(60)
  void endsTheFaultWhenOneGroupCannotGoOn() throws Exception {
    Path dir = Files.createDirectory(parent.resolve("run"));
    try (Guard guard =
        Guard.start(new Launcher(), RunMark.of(dir), dir, parent.resolve("guard.log"))) {
      SessionStalls stalls =
          new SessionStalls(
              new Stalls(new Node(Node.DATABASE, "us-east"), SECOND, SECOND),
              this::firstConnectionFails,
              guard,
              new Announcements());
      long end = System.nanoTime() + Duration.ofMinutes(10).toNanos();

      stalls.runUntil(end);

      assertThat(System.nanoTime()).isLessThan(end);
    }
  }

  /** The others hang, as in a database that does not answer, until they are interrupted. */
  private Connection firstConnectionFails() throws SQLException {
    if (connections.getAndIncrement() > 0) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    throw new SQLException("connection refused");
  }
}
