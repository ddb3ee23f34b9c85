// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.postgres.PostgresCluster;
import dev.ballast.shop.process.Guard;
import dev.ballast.shop.scenario.Fault.Stalls;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Makes the sessions of a PostgreSQL stand still again and again (SIGSTOP, SIGCONT), in groups that
 * take turns. If all stood still together, requests would fall into step with them: whoever waited
 * once would find everything running from there on.
 */
final class SessionStalls {

  private static final int GROUPS = 3;

  /** Sessions of the shop's services, and nothing that replication or PostgreSQL itself needs. */
  private static final String SESSIONS =
      "SELECT pid FROM pg_stat_activity"
          + " WHERE backend_type = 'client backend' AND datname = ? AND pid % ? = ?";

  private final Stalls stalls;
  private final Connector database;
  private final Guard guard;
  private final Announcements say;

  SessionStalls(Stalls stalls, Connector database, Guard guard, Announcements say) {
    this.stalls = stalls;
    this.database = database;
    this.guard = guard;
    this.say = say;
  }

  /** A connection of our own to the database. */
  interface Connector {
    Connection connect() throws SQLException;
  }

  /**
   * Returns at that {@link System#nanoTime()}, when interrupted, or when a group cannot go on,
   * since what is left of the fault is not what was announced. Nothing stands still then.
   */
  void runUntil(long end) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    try (ExecutorService groups = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < GROUPS; i++) {
        int group = i;
        groups.execute(() -> takeTurns(group, end, ended));
      }
      try {
        boolean _ = ended.await(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      } finally {
        groups.shutdownNow();
      }
    }
  }

  private void takeTurns(int group, long end, CountDownLatch ended) {
    try (Connection own = database.connect();
        PreparedStatement sessions = own.prepareStatement(SESSIONS)) {
      sessions.setString(1, PostgresCluster.NAMESPACE);
      sessions.setInt(2, GROUPS);
      sessions.setInt(3, group);
      sleep(stalls.stop().plus(stalls.run()).multipliedBy(group).dividedBy(GROUPS));
      while (System.nanoTime() < end) {
        List<Long> pids = pids(sessions);
        try {
          guard.signal("STOP", pids);
          sleep(stalls.stop());
        } finally {
          guard.signal("CONT", pids);
        }
        sleep(stalls.run());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException | UncheckedIOException e) {
      if (!Thread.currentThread().isInterrupted()) {
        say.progress("a database could not be slowed down: " + e);
      }
    } finally {
      ended.countDown();
    }
  }

  private static List<Long> pids(PreparedStatement sessions) throws SQLException {
    List<Long> pids = new ArrayList<>();
    try (ResultSet rows = sessions.executeQuery()) {
      while (rows.next()) {
        pids.add(rows.getLong(1));
      }
    }
    return pids;
  }

  private static void sleep(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }
}
