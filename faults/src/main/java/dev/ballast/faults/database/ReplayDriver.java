// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.database;

import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Lease;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.driver.Plan;
import dev.ballast.faults.driver.Verdict;
import dev.ballast.faults.undo.Undo;
import dev.ballast.faults.undo.Undoer;
import dev.ballast.model.FaultAgent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Pauses the replay on a standby: its data grow old while the connection looks well. */
final class ReplayDriver implements FaultDriver {

  private static final String PAUSED =
      "SELECT (pg_get_wal_replay_pause_state() <> 'not paused')::int";

  private final Sessions sessions;
  private final Undoer undoer;

  ReplayDriver(Sessions sessions, Undoer undoer) {
    this.sessions = sessions;
    this.undoer = undoer;
  }

  @Override
  public String kind() {
    return "pg.pause_replication";
  }

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public Lease lease() {
    return Lease.WATCHDOG;
  }

  @Override
  public Set<String> parameters() {
    return Set.of();
  }

  @Override
  public List<String> probe(FaultAgent.Target target) {
    return Sessions.probe(target);
  }

  @Override
  public List<String> preflight(Order order) {
    List<String> against =
        sessions.against(
            order,
            "SELECT pg_is_in_recovery()::int",
            1,
            "target " + order.target().name() + ": is no standby (expected: one)");
    return against.isEmpty()
        ? sessions.against(order, PAUSED, 0, "the replay is paused already")
        : against;
  }

  @Override
  public Plan plan(Order order) {
    return Plan.of("pg_wal_replay_pause()", "pg_wal_replay_resume()");
  }

  @Override
  public List<Undo> arm(Order order) {
    return List.of(
        new Undo.Sql(
            order.target().name(),
            "SELECT CASE WHEN pg_is_in_recovery() THEN pg_wal_replay_resume() END"));
  }

  @Override
  public void apply(Order order, List<Undo> undo) throws FaultException {
    try (Connection connection = sessions.asking(order)) {
      Sessions.execute(connection, "SELECT pg_wal_replay_pause()");
    } catch (SQLException e) {
      throw new FaultException("the replay cannot be paused: " + e.getMessage(), e);
    }
  }

  @Override
  public Verdict verify(Order order, List<Undo> undo) {
    try {
      return sessions.number(order, "SELECT (pg_get_wal_replay_pause_state() = 'paused')::int") == 1
          ? Verdict.yes("pg_get_wal_replay_pause_state() says paused")
          : Verdict.no("pg_get_wal_replay_pause_state() does not say paused");
    } catch (FaultException e) {
      return Verdict.gone(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void renew(Order order) {
    // The watchdog holds the lease.
  }

  @Override
  public void heal(Order order, List<Undo> undo) throws FaultException {
    List<String> problems = undoer.undo(undo);
    if (!problems.isEmpty()) {
      throw new FaultException(String.join("; ", problems));
    }
  }

  @Override
  public Verdict proveHealed(Order order, List<Undo> undo) {
    try {
      boolean clean =
          sessions.number(order, "SELECT pg_is_in_recovery()::int") == 0
              || sessions.number(order, PAUSED) == 0;
      return clean
          ? Verdict.yes("the replay is not paused")
          : Verdict.no("the replay is still paused");
    } catch (FaultException e) {
      return Verdict.gone(String.valueOf(e.getMessage()));
    }
  }
}
