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
 * Takes connections until there are no more, or so many. Those reserved for superusers stay: the
 * operators' way in. The database ends each that nobody renews ({@code idle_session_timeout}).
 */
final class CrowdDriver extends SessionDriver {

  private static final String TOO_MANY = "53300";
  private static final int MOST = 2000;

  CrowdDriver(Sessions sessions) {
    super(sessions, "pg.connections", Set.of("count"));
  }

  @Override
  public List<String> preflight(Order order) {
    List<String> against =
        new ArrayList<>(
            sessions.against(
                order,
                "SELECT rolsuper::int FROM pg_roles WHERE rolname = current_user",
                0,
                order.target().database().user()
                    + " is a superuser, who would take the operators' last connections (expected:"
                    + " a role without)"));
    if (!order.parameter("count", "1").matches("[1-9][0-9]{0,3}") || count(order) > MOST) {
      against.add("count: %s (expected: 1..2000)".formatted(order.parameter("count", "")));
    }
    return against;
  }

  private static int count(Order order) {
    return Integer.parseInt(order.parameter("count", String.valueOf(MOST)));
  }

  @Override
  public Plan plan(Order order) {
    return Plan.of(
        order.parameters().containsKey("count")
            ? count(order) + " connections are taken"
            : "connections are taken until the database has no more",
        "they are closed; the database does it by itself");
  }

  @Override
  public void apply(Order order, List<Undo> undo) throws FaultException {
    try {
      while (sessions.of(order).size() < count(order)) {
        Sessions.execute(sessions.take(order), limit(order));
      }
    } catch (SQLException e) {
      if (!TOO_MANY.equals(e.getSQLState())) {
        sessions.drop(order);
        throw new FaultException("no connection can be taken: " + e.getMessage(), e);
      }
    }
  }

  private static String limit(Order order) {
    return "SET idle_session_timeout = " + order.lease().toMillis();
  }

  @Override
  public Verdict verify(Order order, List<Undo> undo) {
    int held = sessions.of(order).size();
    if (order.parameters().containsKey("count") && held >= count(order)) {
      return Verdict.yes(held + " connections are held");
    }
    try (Connection one = sessions.asking(order)) {
      return Verdict.no(
          "%d connections are held and one more can be had".formatted(held)
              + (one.isReadOnly() ? " (read only)" : ""));
    } catch (SQLException e) {
      return TOO_MANY.equals(e.getSQLState())
          ? Verdict.yes("%d are held, the next one: %s".formatted(held, e.getMessage()))
          : Verdict.gone(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void renew(Order order) throws FaultException {
    try {
      for (Connection one : sessions.of(order)) {
        Sessions.execute(one, limit(order));
      }
    } catch (SQLException e) {
      throw new FaultException("connections have been lost: " + e.getMessage(), e);
    }
  }

  /** Ours may be the connections that are missing. */
  @Override
  Verdict unasked(String why) {
    return Verdict.no(why);
  }
}
