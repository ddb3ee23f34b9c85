// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import dev.ballast.shop.postgres.LonePostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.Callable;

/** A database's targets: a role and a table for each fault of each lane. */
final class DatabaseParts {

  private static final String OURS =
      "SELECT count(*) FROM pg_stat_activity WHERE usename = '%s' AND application_name LIKE"
          + " 'ballast-faults/%%'";

  private DatabaseParts() {}

  static void leader(Lane lane) throws Exception {
    LonePostgres server = lane.around().postgres();
    Connection watching = server.connect("postgres");
    lane.closing(watching);
    String locker = role(watching, "locker", lane);
    run(watching, "CREATE TABLE locked_%d (id int)".formatted(lane.number()));
    run(watching, "ALTER TABLE locked_%d OWNER TO %s".formatted(lane.number(), locker));
    add(
        lane,
        "pg.lock_table",
        locker,
        Map.of("table", "locked_" + lane.number()),
        some(
            watching,
            "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted AND"
                + " relation = 'locked_%d'::regclass".formatted(lane.number())));
    String crowd = role(watching, "crowd", lane);
    add(lane, "pg.connections", crowd, Map.of("count", "5"), some(watching, OURS.formatted(crowd)));
    String delayer = role(watching, "delayer", lane);
    run(watching, "CREATE TABLE slow_%d (id int)".formatted(lane.number()));
    run(watching, "ALTER TABLE slow_%d OWNER TO %s".formatted(lane.number(), delayer));
    add(
        lane,
        "pg.statement_delay",
        delayer,
        Map.of("table", "slow_" + lane.number(), "delay_ms", "150", "pause_ms", "20"),
        some(watching, OURS.formatted(delayer)));
    terminate(lane, server, watching);
  }

  private static void terminate(Lane lane, LonePostgres server, Connection watching)
      throws SQLException {
    String ender = role(watching, "ender", lane);
    String app = role(watching, "app", lane);
    run(watching, "GRANT %s TO %s".formatted(app, ender));
    String target = lane.target(ender.replace('_', '-'), database(server, ender));
    Callable<Boolean> some =
        some(watching, "SELECT count(*) FROM pg_stat_activity WHERE usename = '" + app + "'");
    lane.subject(
        new Subject(
            "pg.terminate",
            "postgresql",
            "instant",
            target,
            Map.of("role", app),
            () -> DriverManager.getConnection(server.jdbcUrl("postgres"), app, ""),
            () -> !some.call()));
  }

  static void standby(Lane lane) throws Exception {
    LonePostgres server = lane.around().standby("standby-" + lane.number());
    Connection watching = server.connect("postgres");
    lane.closing(watching);
    String target = lane.target("standby", database(server, LonePostgres.user()));
    lane.subject(
        new Subject(
            "pg.pause_replication",
            "postgresql",
            "watchdog",
            target,
            Map.of(),
            some(watching, "SELECT (pg_get_wal_replay_pause_state() <> 'not paused')::int")));
  }

  private static void add(
      Lane lane,
      String kind,
      String role,
      Map<String, String> parameters,
      Callable<Boolean> effective) {
    String target = lane.target(role.replace('_', '-'), database(lane.around().postgres(), role));
    lane.subject(new Subject(kind, "postgresql", "database", target, parameters, effective));
  }

  private static String database(LonePostgres server, String user) {
    return "database: {url: \"%s\", user: %s}".formatted(server.jdbcUrl("postgres"), user);
  }

  private static String role(Connection watching, String what, Lane lane) throws SQLException {
    String name = what + "_" + lane.number();
    run(watching, "CREATE ROLE " + name + " LOGIN");
    return name;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Callable<Boolean> some(Connection connection, String query) {
    return () -> {
      synchronized (connection) {
        try (Statement statement = connection.createStatement();
            ResultSet answer = statement.executeQuery(query)) {
          return answer.next() && answer.getLong(1) > 0;
        }
      }
    };
  }
}
