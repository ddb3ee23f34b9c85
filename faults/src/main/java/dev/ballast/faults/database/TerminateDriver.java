// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.database;

import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Lease;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.driver.Plan;
import dev.ballast.faults.driver.Verdict;
import dev.ballast.faults.undo.Undo;
import dev.ballast.model.FaultAgent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Ends the sessions of a role once: pools have to notice and to connect again. */
final class TerminateDriver implements FaultDriver {

  private static final String ROLE = "[A-Za-z_][A-Za-z0-9_$-]{0,62}";

  private final Sessions sessions;
  private final Map<String, List<Long>> ended = new ConcurrentHashMap<>();

  TerminateDriver(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public String kind() {
    return "pg.terminate";
  }

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public Lease lease() {
    return Lease.INSTANT;
  }

  @Override
  public Set<String> parameters() {
    return Set.of("role");
  }

  @Override
  public List<String> probe(FaultAgent.Target target) {
    return Sessions.probe(target);
  }

  @Override
  public List<String> preflight(Order order) {
    if (!order.parameter("role", "").matches(ROLE)) {
      return List.of(
          "role: %s (expected: whose sessions end)".formatted(order.parameter("role", "missing")));
    }
    return sessions.against(
        order,
        "SELECT (count(*) > 0)::int FROM pg_stat_activity WHERE " + whose(order),
        1,
        "role: %s has no session".formatted(order.parameter("role", "")));
  }

  private static String whose(Order order) {
    return "backend_type = 'client backend' AND pid <> pg_backend_pid() AND usename = '%s'"
        .formatted(order.parameter("role", ""));
  }

  @Override
  public Plan plan(Order order) {
    return Plan.of("pg_terminate_backend for every session of " + order.parameter("role", "?"), "");
  }

  @Override
  public List<Undo> arm(Order order) {
    return List.of();
  }

  @Override
  public void apply(Order order, List<Undo> undo) throws FaultException {
    if (ended.containsKey(order.id())) {
      return;
    }
    List<Long> victims = new ArrayList<>();
    try (Connection connection = sessions.asking(order);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                    + whose(order))) {
      while (rows.next()) {
        victims.add(rows.getLong(1));
      }
    } catch (SQLException e) {
      throw new FaultException("the sessions cannot be ended: " + e.getMessage(), e);
    }
    ended.put(order.id(), victims);
  }

  @Override
  public Verdict verify(Order order, List<Undo> undo) {
    List<Long> victims = ended.getOrDefault(order.id(), List.of());
    if (victims.isEmpty()) {
      return Verdict.no("no session was ended");
    }
    try {
      long left =
          sessions.number(
              order,
              "SELECT count(*) FROM pg_stat_activity WHERE pid IN (%s) AND usename = '%s'"
                  .formatted(
                      victims.stream().map(String::valueOf).collect(Collectors.joining(",")),
                      order.parameter("role", "")));
      return left == 0
          ? Verdict.yes("%d sessions are no longer in pg_stat_activity".formatted(victims.size()))
          : Verdict.no("%d of %d sessions are still there".formatted(left, victims.size()));
    } catch (FaultException e) {
      return Verdict.gone(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void renew(Order order) {
    // It is over.
  }

  @Override
  public void heal(Order order, List<Undo> undo) {
    var _ = ended.remove(order.id());
  }

  @Override
  public Verdict proveHealed(Order order, List<Undo> undo) {
    return Verdict.yes("nothing is left to heal");
  }
}
