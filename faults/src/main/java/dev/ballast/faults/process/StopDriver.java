// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.process;

import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.driver.Plan;
import dev.ballast.faults.driver.Verdict;
import dev.ballast.faults.undo.Proc;
import dev.ballast.faults.undo.Signals;
import dev.ballast.faults.undo.Undo;
import dev.ballast.faults.undo.Undoer;
import java.util.List;

/**
 * SIGSTOP, by default to the process and all below it: connections stay, answers do not come. Of a
 * PostgreSQL every process is a child with a group of its own, so only the tree reaches them.
 */
public final class StopDriver extends SignalDriver {

  private static final int ROUNDS = 20;

  public StopDriver(Subject subject, Undoer undoer) {
    super(subject, undoer, "process.stop", true);
  }

  @Override
  List<String> against(Proc root) {
    return root.isStopped() ? List.of("process " + root.pid() + " is stopped already") : List.of();
  }

  @Override
  public Plan plan(Order order) {
    return Plan.of("SIGSTOP to " + who(order), "SIGCONT to the same");
  }

  @Override
  public List<Undo> arm(Order order) throws FaultException {
    Proc root = subject.of(order);
    return List.of(new Undo.Continue(root.pid(), root.started(), tree(order)));
  }

  /** From the top down, again until no new child has appeared. */
  @Override
  public void apply(Order order, List<Undo> undo) throws FaultException {
    Undo.Continue one = only(undo);
    for (int round = 0; round < ROUNDS; round++) {
      List<Proc> running =
          Proc.tree(one.pid(), one.started(), one.tree()).stream()
              .filter(p -> !p.isStopped())
              .toList();
      if (running.isEmpty()) {
        return;
      }
      for (Proc process : running) {
        process.signal(Signals.STOP);
      }
    }
  }

  @Override
  public Verdict verify(Order order, List<Undo> undo) {
    Undo.Continue one = only(undo);
    List<Proc> all = Proc.tree(one.pid(), one.started(), one.tree());
    if (all.isEmpty()) {
      return Verdict.gone("process " + one.pid() + " has ended");
    }
    long running = all.stream().filter(p -> !p.isStopped()).count();
    return running == 0
        ? Verdict.yes("/proc shows %d of %d processes stopped".formatted(all.size(), all.size()))
        : Verdict.no("/proc shows %d of %d processes running".formatted(running, all.size()));
  }

  @Override
  public void heal(Order order, List<Undo> undo) throws FaultException {
    undo(undo);
  }

  @Override
  public Verdict proveHealed(Order order, List<Undo> undo) {
    Undo.Continue one = only(undo);
    List<Proc> all = Proc.tree(one.pid(), one.started(), one.tree());
    if (all.isEmpty()) {
      return Verdict.gone("process " + one.pid() + " has ended");
    }
    long stopped = all.stream().filter(Proc::isStopped).count();
    return stopped == 0
        ? Verdict.yes("/proc shows none of %d processes stopped".formatted(all.size()))
        : Verdict.no("/proc shows %d of %d processes stopped".formatted(stopped, all.size()));
  }

  private static Undo.Continue only(List<Undo> undo) {
    return (Undo.Continue) undo.getFirst();
  }
}
