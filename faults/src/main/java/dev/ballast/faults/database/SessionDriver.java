// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.database;

import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Lease;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.driver.Verdict;
import dev.ballast.faults.undo.Undo;
import dev.ballast.model.FaultAgent;
import java.util.List;
import java.util.Set;

/**
 * A fault that is done by sessions which we hold, and which is over when they are closed: by us, by
 * the database when nobody renews, by the end of this process, or by whoever has the undo.
 */
abstract class SessionDriver implements FaultDriver {

  final Sessions sessions;
  private final String kind;
  private final Set<String> parameters;

  SessionDriver(Sessions sessions, String kind, Set<String> parameters) {
    this.sessions = sessions;
    this.kind = kind;
    this.parameters = Set.copyOf(parameters);
  }

  @Override
  public final String kind() {
    return kind;
  }

  @Override
  public final String name() {
    return "postgresql";
  }

  @Override
  public final Lease lease() {
    return Lease.DATABASE;
  }

  @Override
  public final Set<String> parameters() {
    return parameters;
  }

  @Override
  public final List<String> probe(FaultAgent.Target target) {
    return Sessions.probe(target);
  }

  @Override
  public final List<Undo> arm(Order order) {
    return List.of(Sessions.ending(order));
  }

  @Override
  public void heal(Order order, List<Undo> undo) {
    sessions.drop(order);
  }

  @Override
  public Verdict proveHealed(Order order, List<Undo> undo) {
    try {
      long left = sessions.left(order);
      return left == 0
          ? Verdict.yes("pg_stat_activity shows no session of ours")
          : Verdict.no("pg_stat_activity shows %d sessions of ours".formatted(left));
    } catch (FaultException e) {
      return unasked(String.valueOf(e.getMessage()));
    }
  }

  /** What it means that the database cannot be asked: it is not there, so nothing of ours is. */
  Verdict unasked(String why) {
    return Verdict.gone(why);
  }
}
