// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.database;

import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.driver.Plan;
import dev.ballast.faults.driver.Verdict;
import dev.ballast.faults.undo.Undo;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Holds ACCESS EXCLUSIVE on a table: every statement on it waits. The database ends our transaction
 * when nobody renews it ({@code idle_in_transaction_session_timeout}), and at once when we die.
 */
final class LockDriver extends SessionDriver {

  private static final String WAIT = "SET lock_timeout = '3s'";

  LockDriver(Sessions sessions) {
    super(sessions, "pg.lock_table", Set.of("table"));
  }

  @Override
  public List<String> preflight(Order order) {
    return tableProblems(sessions, order);
  }

  static List<String> tableProblems(Sessions sessions, Order order) {
    String table = order.parameter("table", "");
    String quoted = Sessions.quoted(table);
    if (quoted.isEmpty()) {
      return List.of(
          "table: %s (expected: a table's name)".formatted(table.isEmpty() ? "missing" : table));
    }
    return sessions.against(
        order,
        "SELECT count(*) FROM (SELECT to_regclass('%s') AS t) AS x WHERE t IS NOT NULL"
            .formatted(quoted),
        1,
        "table: %s is not in the database".formatted(table));
  }

  @Override
  public Plan plan(Order order) {
    return Plan.of(
        "LOCK TABLE %s IN ACCESS EXCLUSIVE MODE, held".formatted(order.parameter("table", "?")),
        "the transaction is rolled back; the database does it by itself");
  }

  @Override
  public void apply(Order order, List<Undo> undo) throws FaultException {
    if (!sessions.of(order).isEmpty()) {
      return;
    }
    try {
      Connection connection = sessions.take(order);
      Sessions.execute(connection, limit(order));
      Sessions.execute(connection, WAIT);
      connection.setAutoCommit(false);
      Sessions.execute(connection, statement(order));
    } catch (SQLException e) {
      sessions.drop(order);
      throw new FaultException("the table cannot be locked: " + e.getMessage(), e);
    }
  }

  static String limit(Order order) {
    return "SET idle_in_transaction_session_timeout = " + order.lease().toMillis();
  }

  static String statement(Order order) {
    return "LOCK TABLE "
        + Sessions.quoted(order.parameter("table", ""))
        + " IN ACCESS EXCLUSIVE MODE";
  }

  @Override
  public Verdict verify(Order order, List<Undo> undo) {
    try {
      long locks = locks(order);
      return locks > 0
          ? Verdict.yes("pg_locks shows AccessExclusiveLock on " + order.parameter("table", ""))
          : Verdict.no("pg_locks shows no AccessExclusiveLock of ours");
    } catch (FaultException e) {
      return Verdict.gone(String.valueOf(e.getMessage()));
    }
  }

  private long locks(Order order) throws FaultException {
    return sessions.number(
        order,
        """
        SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE a.application_name = '%s' AND l.mode = 'AccessExclusiveLock' AND l.granted
          AND l.relation = to_regclass('%s')"""
            .formatted(Sessions.application(order), Sessions.quoted(order.parameter("table", ""))));
  }

  /** A statement starts the idle time anew, with the new limit. */
  @Override
  public void renew(Order order) throws FaultException {
    List<Connection> all = new ArrayList<>(sessions.of(order));
    if (all.isEmpty()) {
      throw new FaultException("the lock is no longer held");
    }
    try {
      Sessions.execute(all.getFirst(), limit(order));
    } catch (SQLException e) {
      throw new FaultException("the lock is no longer held: " + e.getMessage(), e);
    }
  }
}
