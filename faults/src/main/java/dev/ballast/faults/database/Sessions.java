// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.database;

import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.undo.Databases;
import dev.ballast.faults.undo.Undo;
import dev.ballast.model.FaultAgent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The sessions by which faults are done to databases. Each carries the fault's id in its name, so
 * that whoever comes later can end it; all end when this process does.
 */
final class Sessions {

  private static final Pattern TABLE =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}(\\.[A-Za-z_][A-Za-z0-9_]{0,62})?");

  private final Databases databases;
  private final Map<String, List<Connection>> held = new ConcurrentHashMap<>();

  Sessions(Databases databases) {
    this.databases = databases;
  }

  static String application(Order order) {
    return "ballast-faults/" + order.id();
  }

  /** Ends whatever is left of it in the database. */
  static Undo ending(Order order) {
    return new Undo.Sql(
        order.target().name(),
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = '%s' AND pid <> pg_backend_pid()"""
            .formatted(application(order)));
  }

  Connection asking(Order order) throws SQLException {
    return databases.open(order.target().database(), "ballast-faults");
  }

  /** One more session that belongs to the fault. */
  Connection take(Order order) throws SQLException {
    Connection connection = databases.open(order.target().database(), application(order));
    held.computeIfAbsent(order.id(), _ -> new ArrayList<>()).add(connection);
    return connection;
  }

  List<Connection> of(Order order) {
    return List.copyOf(held.getOrDefault(order.id(), List.of()));
  }

  /** Closes all of a fault. */
  void drop(Order order) {
    List<Connection> all = held.remove(order.id());
    for (Connection connection : all == null ? List.<Connection>of() : all) {
      try {
        connection.close();
      } catch (SQLException e) {
        // It was closed from the other side.
      }
    }
  }

  /** The number that a query answers. */
  long number(Order order, String query) throws FaultException {
    try (Connection connection = asking(order)) {
      return number(connection, query);
    } catch (SQLException e) {
      throw new FaultException("target %s: %s".formatted(order.target().name(), e.getMessage()), e);
    }
  }

  static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      return answer.next() ? answer.getLong(1) : 0;
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** How many sessions the database still has of the fault. */
  long left(Order order) throws FaultException {
    return number(
        order,
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = '"
            + application(order)
            + "'");
  }

  static List<String> probe(FaultAgent.Target target) {
    return target.database().exists()
        ? List.of()
        : List.of("target " + target.name() + ": has no database. Fix: give it one");
  }

  /** What stands against asking at all, and what a query of one number says otherwise. */
  List<String> against(Order order, String query, long expected, String problem) {
    if (!order.target().database().exists()) {
      return probe(order.target());
    }
    try {
      if (number(order, "SELECT current_setting('server_version_num')::int / 10000") < 14) {
        return List.of("the database is older than PostgreSQL 14, which can end a session itself");
      }
      return number(order, query) == expected ? List.of() : List.of(problem);
    } catch (FaultException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /** A table's name as SQL takes it; empty when it is none. */
  static String quoted(String table) {
    return TABLE.matcher(table).matches() ? '"' + table.replace(".", "\".\"") + '"' : "";
  }
}
