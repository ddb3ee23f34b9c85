// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jpa;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.ballast.shop.postgres.LonePostgres;
import dev.ballast.shop.postgres.PostgresUnavailableException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** A region's database with its table of reviews, and the provider on top of it. */
final class Database implements AutoCloseable {

  private static final String NAME = "shop";

  private final LonePostgres server;
  private final EntityManagerFactory provider;
  private final RegionClock clock;

  private Database(LonePostgres server, String name, int region, InstantSource wall)
      throws SQLException {
    this.server = server;
    this.clock = new RegionClock(region, wall);
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + " STRATEGY = file_copy");
    }
    try (Connection connection = server.connect(name);
        Statement statement = connection.createStatement()) {
      statement.execute(Review.TABLE);
    }
    this.provider =
        new PersistenceConfiguration(name)
            .managedClass(Review.class)
            .property("jakarta.persistence.jdbc.url", server.jdbcUrl(name))
            .property("jakarta.persistence.jdbc.user", LonePostgres.user())
            .property("jakarta.persistence.jdbc.password", "")
            .property("hibernate.connection.pool_size", 4)
            .createEntityManagerFactory();
  }

  /** Skips the test where PostgreSQL cannot be started. */
  static LonePostgres server(Path dir) throws Exception {
    try {
      return LonePostgres.fresh(
          Path.of(System.getProperty("user.home"), ".cache", "ballast"),
          dir,
          freePort(),
          Map.of("wal_receiver_status_interval", "1s", "wal_retrieve_retry_interval", "50ms"));
    } catch (PostgresUnavailableException e) {
      return abort("PostgreSQL cannot run here: " + e.getMessage());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static Database on(LonePostgres server, int region, InstantSource wall) throws SQLException {
    return new Database(server, NAME, region, wall);
  }

  static Database on(LonePostgres server, String name, int region, InstantSource wall)
      throws SQLException {
    return new Database(server, name, region, wall);
  }

  static String name() {
    return NAME;
  }

  LonePostgres server() {
    return server;
  }

  EntityManager open() {
    return provider.createEntityManager();
  }

  /** One transaction in this region, whose deletions are kept in rows. */
  <R> R in(Function<EntityManager, R> work) {
    Region.is(clock, Deletion.TOMBSTONE);
    return provider.callInTransaction(work);
  }

  /** Likewise, where a log keeps deletions. */
  void logged(Consumer<EntityManager> work) {
    Region.is(clock, Deletion.LOGGED);
    provider.runInTransaction(work);
  }

  void run(Consumer<EntityManager> work) {
    in(
        manager -> {
          work.accept(manager);
          return "";
        });
  }

  /** As it is, detached. */
  Review review(long id) {
    return in(manager -> manager.find(Review.class, id));
  }

  void sql(String sql) throws SQLException {
    try (Connection connection = server.connect(NAME);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  String one(String sql) throws SQLException {
    try (Connection connection = server.connect(NAME);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      return found.next() ? String.valueOf(found.getString(1)) : "";
    }
  }

  @Override
  public void close() {
    provider.close();
  }
}
