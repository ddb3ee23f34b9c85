// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.undo.Databases;
import dev.ballast.faults.undo.SecretTexts;
import dev.ballast.faults.undo.Undo;
import dev.ballast.faults.undo.Undoer;
import dev.ballast.model.FaultAgent;
import dev.ballast.model.Secret;
import dev.ballast.shop.postgres.LonePostgres;
import dev.ballast.shop.postgres.PostgresUnavailableException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real PostgreSQL; skipped where none can be started. */
final class PostgresFaultsTest {

  private static final Duration SHORT = Duration.ofMillis(400);

  @TempDir private static Path dir;
  private static LonePostgres server;
  private static List<FaultDriver> drivers;
  private static FaultAgent.Target target;

  @BeforeAll
  static void start() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try {
      server =
          LonePostgres.fresh(
              Path.of(System.getProperty("user.home"), ".cache", "ballast"),
              dir,
              port,
              Map.of("max_connections", "12", "superuser_reserved_connections", "3"));
    } catch (PostgresUnavailableException e) {
      abort("PostgreSQL cannot run here: " + e.getMessage());
    }
    sql("CREATE ROLE chaos LOGIN IN ROLE pg_signal_backend", "CREATE ROLE app LOGIN");
    sql("CREATE TABLE orders (id int)", "ALTER TABLE orders OWNER TO chaos");
    target =
        new FaultAgent.Target(
            "orders-db",
            "orders-db",
            Map.of(),
            "",
            List.of(),
            "",
            0,
            FaultAgent.Proxy.NONE,
            "",
            new FaultAgent.Database(server.jdbcUrl("postgres"), "chaos", new Secret.None()),
            List.of());
    FaultAgent agent =
        new FaultAgent(
            "host",
            URI.create("http://127.0.0.1:1"),
            new Secret.None(),
            "test",
            "",
            List.of(),
            List.of(target));
    Databases databases = new Databases(agent, new SecretTexts(_ -> null));
    drivers = DatabaseDrivers.all(databases, new Undoer(databases));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static Connection as(String user) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl("postgres"), user, "");
  }

  private static void sql(String... all) throws SQLException {
    try (Connection connection = as(LonePostgres.user());
        Statement statement = connection.createStatement()) {
      for (String one : all) {
        statement.execute(one);
      }
    }
  }

  private static FaultDriver driver(String kind) {
    return drivers.stream().filter(d -> d.kind().equals(kind)).findFirst().orElseThrow();
  }

  private static Order order(String kind, Map<String, String> parameters, Duration lease) {
    return new Order("t-" + kind.substring(3, 6), kind, target, parameters, lease);
  }

  private static void awaitClean(FaultDriver driver, Order order, List<Undo> undo) {
    long end = System.nanoTime() + SHORT.plusSeconds(3).toNanos();
    while (!driver.proveHealed(order, undo).isYes()) {
      assertThat(System.nanoTime()).as("lease + 3 s").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void aLockedTableIsFreedByTheDatabaseItselfWhenNobodyRenews() throws Exception {
    FaultDriver lock = driver("pg.lock_table");
    Order order = order("pg.lock_table", Map.of("table", "orders"), SHORT);
    assertThat(lock.preflight(order)).isEmpty();
    List<Undo> undo = lock.arm(order);
    lock.apply(order, undo);
    assertThat(lock.verify(order, undo).isYes()).isTrue();
    lock.renew(order);
    assertThatThrownBy(() -> sql("SET lock_timeout = '20ms'", "SELECT count(*) FROM orders"))
        .isInstanceOf(SQLException.class);
    awaitClean(lock, order, undo);
    assertThatThrownBy(() -> lock.renew(order)).isInstanceOf(FaultException.class);
    lock.heal(order, undo);
    sql("SELECT count(*) FROM orders");
  }

  @Test
  void whatHealsALockFromElsewhereIsInItsUndo() throws Exception {
    FaultDriver lock = driver("pg.lock_table");
    Order order = order("pg.lock_table", Map.of("table", "orders"), Duration.ofMinutes(1));
    List<Undo> undo = lock.arm(order);
    lock.apply(order, undo);
    Undo.Sql ending = (Undo.Sql) undo.getFirst();
    sql(ending.statement());
    awaitClean(lock, order, undo);
    lock.heal(order, undo);
  }

  @Test
  void connectionsAreTakenUntilThereAreNoneAndGivenBack() throws Exception {
    FaultDriver crowd = driver("pg.connections");
    Order order = order("pg.connections", Map.of(), SHORT);
    assertThat(crowd.preflight(order)).isEmpty();
    List<Undo> undo = crowd.arm(order);
    crowd.apply(order, undo);
    assertThat(crowd.verify(order, undo).isYes()).isTrue();
    assertThatThrownBy(() -> as("app")).hasMessageContaining("remaining connection slots");
    sql("SELECT 1"); // The operators' way in.
    awaitClean(crowd, order, undo);
    crowd.heal(order, undo);
  }

  @Test
  void sessionsOfARoleEndOnceAndOthersStay() throws Exception {
    FaultDriver terminate = driver("pg.terminate");
    Order order = order("pg.terminate", Map.of("role", "app"), SHORT);
    assertThat(terminate.preflight(order)).containsExactly("role: app has no session");
    sql("GRANT app TO chaos");
    try (Connection app = as("app");
        Statement statement = app.createStatement()) {
      assertThat(terminate.preflight(order)).isEmpty();
      List<Undo> undo = terminate.arm(order);
      terminate.apply(order, undo);
      while (!terminate.verify(order, undo).isYes()) {
        Thread.onSpinWait();
      }
      assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
      terminate.heal(order, undo);
    }
  }

  @Test
  void statementsWaitForAMomentAndGoOn() throws Exception {
    FaultDriver delay = driver("pg.statement_delay");
    Order order =
        order(
            "pg.statement_delay",
            Map.of("table", "orders", "delay_ms", "150", "pause_ms", "20"),
            Duration.ofSeconds(5));
    assertThat(delay.preflight(order)).isEmpty();
    List<Undo> undo = delay.arm(order);
    delay.apply(order, undo);
    while (!delay.verify(order, undo).isYes()) {
      Thread.onSpinWait();
    }
    sql("SET statement_timeout = '3s'", "SELECT count(*) FROM orders");
    delay.heal(order, undo);
    awaitClean(delay, order, undo);
  }

  @Test
  void badWishesAreNamed() {
    assertThat(
            driver("pg.lock_table")
                .preflight(order("pg.lock_table", Map.of("table", "x; DROP TABLE y"), SHORT)))
        .containsExactly("table: x; DROP TABLE y (expected: a table's name)");
    assertThat(
            driver("pg.lock_table")
                .preflight(order("pg.lock_table", Map.of("table", "missing"), SHORT)))
        .containsExactly("table: missing is not in the database");
    assertThat(
            driver("pg.pause_replication")
                .preflight(order("pg.pause_replication", Map.of(), SHORT)))
        .containsExactly("target orders-db: is no standby (expected: one)");
  }
}
