// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.process;

import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Lease;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.undo.Proc;
import dev.ballast.faults.undo.Undo;
import dev.ballast.faults.undo.Undoer;
import dev.ballast.model.FaultAgent;
import java.util.List;
import java.util.Set;

/** A signal to the process of a target, or to it and all below it. The watchdog has the lease. */
abstract class SignalDriver implements FaultDriver {

  final Subject subject;
  private final Undoer undoer;
  private final String kind;
  private final String wholeTree;

  /**
   * One kind.
   *
   * @param wholeTree whether all below the process is meant when nobody says
   */
  SignalDriver(Subject subject, Undoer undoer, String kind, boolean wholeTree) {
    this.subject = subject;
    this.undoer = undoer;
    this.kind = kind;
    this.wholeTree = String.valueOf(wholeTree);
  }

  @Override
  public final String kind() {
    return kind;
  }

  @Override
  public final String name() {
    return "signal";
  }

  @Override
  public final Lease lease() {
    return Lease.WATCHDOG;
  }

  @Override
  public final Set<String> parameters() {
    return Set.of("tree");
  }

  @Override
  public final List<String> probe(FaultAgent.Target target) {
    return Subject.probe(target);
  }

  @Override
  public final List<String> preflight(Order order) {
    try {
      Proc root = subject.of(order);
      List<String> against = subject.objections(meant(order, root));
      return against.isEmpty() ? against(root) : against;
    } catch (FaultException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /** What else stands against it. */
  List<String> against(Proc root) {
    return List.of();
  }

  @Override
  public final void renew(Order order) {
    // The watchdog holds the lease.
  }

  final void undo(List<Undo> undo) throws FaultException {
    List<String> problems = undoer.undo(undo);
    if (!problems.isEmpty()) {
      throw new FaultException(String.join("; ", problems));
    }
  }

  final boolean tree(Order order) {
    return order.parameter("tree", wholeTree).equals("true");
  }

  final List<Proc> meant(Order order, Proc root) {
    return Proc.tree(root.pid(), root.started(), tree(order));
  }

  /** As people read it. */
  final String who(Order order) {
    return "the process of " + order.target().pidFile() + (tree(order) ? " and all below it" : "");
  }
}
