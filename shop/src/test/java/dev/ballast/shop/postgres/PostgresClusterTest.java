// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.ballast.shop.FreePorts;
import dev.ballast.shop.process.Guard;
import dev.ballast.shop.process.Launcher;
import dev.ballast.shop.process.RunMark;
import dev.ballast.shop.topology.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two real servers, unpacked, initialised and stopped anew. */
@Timeout(90)
final class PostgresClusterTest {

  private static final Ports PORTS = FreePorts.of(List.of("us-east", "eu-west"));

  @TempDir static Path cache;
  @TempDir Path dir;
  private final List<PostgresServer> servers = new ArrayList<>();
  private final List<Guard> guards = new ArrayList<>();

  @Test
  void aLostLeaderIsLookedAtAndThenFollowsWhoeverReplacedIt() throws Exception {
    PostgresCluster cluster = start();
    PostgresServer east = cluster.in("us-east");
    PostgresServer west = cluster.in("eu-west");
    change(west, "SELECT pg_wal_replay_pause()");
    change(east, "UPDATE products SET name = 'lost' WHERE id = 1");
    guards.getFirst().signal("KILL", List.of(east.pid()));
    ProcessHandle.of(east.pid()).ifPresent(p -> p.onExit().join());
    change(west, "ALTER SYSTEM SET primary_conninfo = ''");
    change(west, "SELECT pg_reload_conf(), pg_wal_replay_resume()");
    change(west, "SELECT pg_promote(true, 20)");
    change(west, "UPDATE products SET name = 'of west' WHERE id = 2");

    String name = "SELECT name FROM products WHERE id = 1";
    assertThat(cluster.<String>lookAtRemains("us-east", guards.getFirst(), c -> one(c, name)))
        .isEqualTo("lost");
    cluster.follow("us-east", "eu-west");

    PostgresServer again = cluster.in("us-east");
    assertThat(again.port()).isEqualTo(east.port());
    assertThat(count(again, "products WHERE name = 'of west'")).isEqualTo(1);
    assertThatThrownBy(() -> change(again, "DELETE FROM products"))
        .hasMessageContaining("read-only");
  }

  private static String one(Connection c, String sql) throws SQLException {
    try (Statement s = c.createStatement();
        ResultSet row = s.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private PostgresCluster start() throws Exception {
    Launcher launcher = new Launcher();
    RunMark mark = RunMark.of(dir);
    Path logs = Files.createDirectory(dir.resolve("logs"));
    guards.add(Guard.start(launcher, mark, dir, logs.resolve("guard.log")));
    try {
      return PostgresCluster.start(
          launcher, new PostgresCluster.Place(cache, dir, logs, PORTS, mark), servers::add);
    } catch (PostgresUnavailableException e) {
      return abort("PostgreSQL cannot run here: " + e.getMessage());
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (PostgresServer server : servers.reversed()) {
      server.stop(guards.getFirst());
    }
    guards.forEach(Guard::close);
  }

  private static int count(PostgresServer server, String what) throws SQLException {
    try (Connection c = server.connect(PostgresCluster.NAMESPACE, "test");
        Statement s = c.createStatement();
        ResultSet rows = s.executeQuery("SELECT count(*) FROM " + what)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void change(PostgresServer server, String sql) throws SQLException {
    try (Connection c = server.connect(PostgresCluster.NAMESPACE, "test");
        Statement s = c.createStatement()) {
      s.execute(sql);
    }
  }

  @Test
  void followersHaveWhatThePrimaryHasAndTakeNoWrites() throws Exception {
    PostgresCluster cluster = start();
    PostgresServer primary = cluster.in("us-east");
    PostgresServer follower = cluster.in("eu-west");

    assertThat(count(follower, "products")).isEqualTo(50);
    assertThat(count(follower, "stock WHERE region = 'eu-west'")).isEqualTo(50);

    String review = "INSERT INTO reviews (product_id, user_id, stars, body) VALUES (1, 1, 5, 'x')";
    assertThatThrownBy(() -> change(follower, review)).hasMessageContaining("read-only");
    change(primary, review);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (count(follower, "reviews") < 401 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    assertThat(count(follower, "reviews")).isEqualTo(401);
  }
}
