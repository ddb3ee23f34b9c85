// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.process;

import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Lease;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.driver.Plan;
import dev.ballast.faults.driver.Verdict;
import dev.ballast.faults.undo.Proc;
import dev.ballast.faults.undo.Signals;
import dev.ballast.faults.undo.Undo;
import dev.ballast.faults.undo.Undoer;
import dev.ballast.model.FaultAgent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * SIGKILL, by default to the process alone. It is over at once; what remains is that it runs again,
 * which is its supervisor's work, or that of the target's restart command when the lease ends.
 */
public final class KillDriver implements FaultDriver {

  private static final Duration RESTART = Duration.ofSeconds(10);

  private final Subject subject;
  private final Undoer undoer;
  private final Map<String, List<Proc>> victims = new ConcurrentHashMap<>();

  public KillDriver(Subject subject, Undoer undoer) {
    this.subject = subject;
    this.undoer = undoer;
  }

  @Override
  public String kind() {
    return "process.kill";
  }

  @Override
  public String name() {
    return "signal";
  }

  /** The watchdog starts it again where the agent no longer can. */
  @Override
  public Lease lease() {
    return Lease.WATCHDOG;
  }

  @Override
  public Set<String> parameters() {
    return Set.of("tree");
  }

  @Override
  public List<String> probe(FaultAgent.Target target) {
    return Subject.probe(target);
  }

  @Override
  public List<String> preflight(Order order) {
    try {
      Proc root = subject.of(order);
      return subject.objections(Proc.tree(root.pid(), root.started(), tree(order)));
    } catch (FaultException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Plan plan(Order order) {
    List<String> restart = order.target().restart();
    return Plan.of(
        "SIGKILL to the process of "
            + order.target().pidFile()
            + (tree(order) ? " and all below it" : ""),
        restart.isEmpty()
            ? "nothing: whoever supervises it starts it again"
            : "when the lease ends: " + String.join(" ", restart));
  }

  @Override
  public List<Undo> arm(Order order) throws FaultException {
    Proc root = subject.of(order);
    victims.put(order.id(), Proc.tree(root.pid(), root.started(), tree(order)));
    List<Undo> undo = new ArrayList<>();
    if (!order.target().restart().isEmpty()) {
      undo.add(new Undo.Run(order.target().restart(), RESTART.toMillis()));
    }
    return undo;
  }

  @Override
  public void apply(Order order, List<Undo> undo) {
    victims.getOrDefault(order.id(), List.of()).forEach(p -> p.signal(Signals.KILL));
  }

  @Override
  public Verdict verify(Order order, List<Undo> undo) {
    List<Proc> all = victims.getOrDefault(order.id(), List.of());
    long alive = all.stream().filter(p -> p.now().isPresent()).count();
    return alive == 0
        ? Verdict.yes("%d processes are no longer in /proc".formatted(all.size()))
        : Verdict.no("%d of %d processes still run".formatted(alive, all.size()));
  }

  @Override
  public void renew(Order order) {
    // It is over.
  }

  @Override
  public void heal(Order order, List<Undo> undo) throws FaultException {
    var _ = victims.remove(order.id());
    if (runs(order)) {
      return; // Somebody has started it already.
    }
    List<String> problems = undoer.undo(undo);
    if (!problems.isEmpty()) {
      throw new FaultException(String.join("; ", problems));
    }
  }

  /** With a restart command the process has to run; without one nothing of ours is left. */
  @Override
  public Verdict proveHealed(Order order, List<Undo> undo) {
    try {
      Proc now = subject.of(order);
      return Verdict.yes("process %d runs".formatted(now.pid()));
    } catch (FaultException e) {
      return order.target().restart().isEmpty()
          ? Verdict.gone("nobody has started it again yet")
          : Verdict.no(String.valueOf(e.getMessage()));
    }
  }

  private boolean runs(Order order) {
    try {
      return !subject.of(order).isStopped();
    } catch (FaultException e) {
      return false;
    }
  }

  private static boolean tree(Order order) {
    return order.parameter("tree", "false").equals("true");
  }
}
