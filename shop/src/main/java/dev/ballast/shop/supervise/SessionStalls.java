// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.postgres.PostgresCluster;
import dev.ballast.shop.postgres.PostgresServer;
import dev.ballast.shop.process.Guard;
import dev.ballast.shop.scenario.Fault.Stalls;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private final PostgresServer server;
  private final Guard guard;
  private final Announcements say;

  SessionStalls(Stalls stalls, PostgresServer server, Guard guard, Announcements say) {
    this.stalls = stalls;
    this.server = server;
    this.guard = guard;
    this.say = say;
  }

  /** Returns at that {@link System#nanoTime()}, or when interrupted; nothing stands still then. */
  void runUntil(long end) throws InterruptedException {
    try (ExecutorService groups = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < GROUPS; i++) {
        int group = i;
        groups.execute(() -> takeTurns(group, end));
      }
      groups.shutdown();
      try {
        groups.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      } finally {
        groups.shutdownNow();
      }
    }
  }

  private void takeTurns(int group, long end) {
    try (Connection own = server.connect(PostgresServer.OURS, "shop-supervisor");
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
    } catch (SQLException e) {
      say.progress("a database could not be slowed down: " + e);
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
