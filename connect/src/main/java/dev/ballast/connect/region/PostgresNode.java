// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.region;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of a store: numbered probe writes, what has arrived of them, stopping its writes and
 * opening it for them. Keeps one connection; thread-safe. Its tables are in the schema {@code
 * ballast_region}.
 */
public final class PostgresNode implements AutoCloseable {

  private static final int KEPT = 1_000;

  private static final String TABLES =
      """
      CREATE SCHEMA IF NOT EXISTS ballast_region;
      CREATE TABLE IF NOT EXISTS ballast_region.probe (number bigint PRIMARY KEY, written timestamptz NOT NULL DEFAULT clock_timestamp());
      CREATE TABLE IF NOT EXISTS ballast_region.epoch (one boolean PRIMARY KEY DEFAULT true CHECK (one), epoch bigint NOT NULL)\
      """;

  private static final Duration RELOADED_WITHIN = Duration.ofSeconds(5);
  private static final long LOOK_NANOS = 5_000_000;

  private final String url;
  private final Properties properties = new Properties();
  private @Nullable Connection open;
  private boolean prepared;

  /**
   * @param user empty: the driver's
   */
  public PostgresNode(String url, String user) {
    this.url = url;
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
    }
    properties.setProperty("ApplicationName", "ballast-regions");
    properties.setProperty("connectTimeout", "1");
    properties.setProperty("loginTimeout", "2");
    properties.setProperty("socketTimeout", "2");
  }

  /**
   * What a node shows.
   *
   * @param present probe numbers above the one asked for, at most a thousand
   * @param clockMillis its clock, since the epoch
   * @param rowsWritten in all tables of users since its counters began
   */
  public record State(
      boolean follower, long newest, List<Long> present, double clockMillis, long rowsWritten) {
    public State {
      present = List.copyOf(present);
    }
  }

  /** Writes a number; returns when it is acknowledged. */
  public synchronized void write(long number) throws SQLException {
    Connection connection = connection();
    try {
      if (!prepared) {
        try (Statement s = connection.createStatement()) {
          s.execute(TABLES);
        }
        prepared = true;
      }
      try (PreparedStatement s =
          connection.prepareStatement(
              "WITH old AS (DELETE FROM ballast_region.probe WHERE number < ?)"
                  + " INSERT INTO ballast_region.probe (number) VALUES (?)")) {
        s.setLong(1, number - KEPT);
        s.setLong(2, number);
        s.executeUpdate();
      }
    } catch (SQLException e) {
      drop();
      throw e;
    }
  }

  /** Reads which numbers above one have arrived. */
  public synchronized State read(long after) throws SQLException {
    Connection connection = connection();
    try (Statement s = connection.createStatement()) {
      boolean follower;
      double clock;
      boolean tables;
      try (ResultSet r =
          s.executeQuery(
              "SELECT pg_is_in_recovery(), extract(epoch FROM clock_timestamp()) * 1000,"
                  + " to_regclass('ballast_region.probe') IS NOT NULL")) {
        r.next();
        follower = r.getBoolean(1);
        clock = r.getDouble(2);
        tables = r.getBoolean(3);
      }
      List<Long> present = new ArrayList<>();
      long newest = 0;
      if (tables) {
        try (ResultSet r =
            s.executeQuery(
                "SELECT number FROM ballast_region.probe WHERE number > "
                    + after
                    + " ORDER BY number LIMIT "
                    + KEPT)) {
          while (r.next()) {
            present.add(r.getLong(1));
          }
        }
        newest = present.isEmpty() ? newest(s) : present.getLast();
      }
      return new State(follower, newest, present, clock, follower ? 0 : rows(s));
    } catch (SQLException e) {
      drop();
      throw e;
    }
  }

  /** A node has seen a later epoch than that of whoever wants something of it. */
  public static final class OvertakenException extends SQLException {
    private static final long serialVersionUID = 1;

    private OvertakenException(long epoch, long seen) {
      super("epoch " + epoch + " is older than the one that the node has seen, " + seen);
    }
  }

  /**
   * Ends writing on this node: new sessions only read, and those that are there are ended.
   *
   * @throws OvertakenException when it was opened under a later epoch; then nothing is done
   */
  public synchronized String fence(long epoch) throws SQLException {
    try (Statement s = connection().createStatement()) {
      long seen = epoch(s);
      if (seen > epoch) {
        throw new OvertakenException(epoch, seen);
      }
      s.execute("ALTER SYSTEM SET default_transaction_read_only = on");
      try {
        reload(s, "on"); // Before sessions are ended: one that comes in between would keep writing.
      } finally {
        s.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
      }
      return "it only reads now, and its sessions were ended";
    } catch (SQLException e) {
      drop();
      throw e;
    }
  }

  /**
   * Opens this node for writes, under an epoch that must not be earlier than what it has seen: one
   * that is leaves it as it was. Takes back what {@link #fence} did.
   */
  public synchronized void promote(long epoch) throws SQLException {
    Connection connection = connection();
    try (Statement s = connection.createStatement()) {
      long seen = epoch(s);
      if (seen > epoch) {
        throw new OvertakenException(epoch, seen);
      }
      try (ResultSet r =
          s.executeQuery(
              "SELECT CASE WHEN pg_is_in_recovery() THEN pg_promote(true, 10) ELSE true END")) {
        if (!r.next() || !r.getBoolean(1)) {
          throw new SQLException("the server did not end its recovery in 10 s");
        }
      }
      s.execute("SET default_transaction_read_only = off"); // Of this session; others follow.
      s.execute(TABLES);
      int taken =
          s.executeUpdate(
              "INSERT INTO ballast_region.epoch (epoch) VALUES ("
                  + epoch
                  + ") ON CONFLICT (one) DO UPDATE SET epoch = EXCLUDED.epoch"
                  + " WHERE ballast_region.epoch.epoch <= EXCLUDED.epoch");
      if (taken == 0) {
        throw new OvertakenException(epoch, epoch(s));
      }
      s.execute("ALTER SYSTEM RESET default_transaction_read_only");
      reload(s, "off");
    } catch (SQLException e) {
      drop();
      throw e;
    }
  }

  /**
   * Waits until new sessions have what was set. The server's main process reads it first and hands
   * it to sessions then, so that what this one has every new one has.
   */
  private static void reload(Statement s, String expected) throws SQLException {
    s.execute("SELECT pg_reload_conf()");
    s.execute("RESET default_transaction_read_only");
    long deadline = System.nanoTime() + RELOADED_WITHIN.toNanos();
    while (System.nanoTime() < deadline) {
      try (ResultSet r = s.executeQuery("SHOW default_transaction_read_only")) {
        if (r.next() && r.getString(1).equals(expected)) {
          return;
        }
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    throw new SQLException(
        "default_transaction_read_only is not %s %d s after a reload (expected: nothing else sets it)"
            .formatted(expected, RELOADED_WITHIN.toSeconds()));
  }

  /** The latest that this node has seen; a follower has it from its leader. */
  private static long epoch(Statement s) throws SQLException {
    try (ResultSet r = s.executeQuery("SELECT to_regclass('ballast_region.epoch') IS NOT NULL")) {
      r.next();
      if (!r.getBoolean(1)) {
        return Long.MIN_VALUE;
      }
    }
    try (ResultSet r = s.executeQuery("SELECT epoch FROM ballast_region.epoch")) {
      return r.next() ? r.getLong(1) : Long.MIN_VALUE;
    }
  }

  @Override
  public synchronized void close() {
    drop();
  }

  private static long newest(Statement s) throws SQLException {
    try (ResultSet r =
        s.executeQuery("SELECT coalesce(max(number), 0) FROM ballast_region.probe")) {
      r.next();
      return r.getLong(1);
    }
  }

  private static long rows(Statement s) throws SQLException {
    try (ResultSet r =
        s.executeQuery(
            "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_user_tables"
                + " WHERE schemaname <> 'ballast_region'")) {
      r.next();
      return r.getLong(1);
    }
  }

  private Connection connection() throws SQLException {
    Connection now = open;
    if (now == null) {
      now = DriverManager.getConnection(url, properties);
      open = now;
      prepared = false;
    }
    return now;
  }

  private void drop() {
    Connection now = open;
    open = null;
    if (now != null) {
      try {
        now.close();
      } catch (SQLException e) {
        // It is of no more use whatever it says.
      }
    }
  }
}
