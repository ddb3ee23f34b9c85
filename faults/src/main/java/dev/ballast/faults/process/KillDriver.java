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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * SIGKILL, by default to the process alone. It is over at once; what remains is that it runs again,
 * which is its supervisor's work, or that of the target's restart command when the lease ends.
 */
public final class KillDriver extends SignalDriver {

  private static final Duration RESTART = Duration.ofSeconds(10);

  private final Map<String, List<Proc>> victims = new ConcurrentHashMap<>();

  /** The watchdog starts it again where the agent no longer can. */
  public KillDriver(Subject subject, Undoer undoer) {
    super(subject, undoer, "process.kill", false);
  }

  @Override
  public Plan plan(Order order) {
    List<String> restart = order.target().restart();
    return Plan.of(
        "SIGKILL to " + who(order),
        restart.isEmpty()
            ? "nothing: whoever supervises it starts it again"
            : "when the lease ends: " + String.join(" ", restart));
  }

  @Override
  public List<Undo> arm(Order order) throws FaultException {
    victims.put(order.id(), meant(order, subject.of(order)));
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
  public void heal(Order order, List<Undo> undo) throws FaultException {
    var _ = victims.remove(order.id());
    if (runs(order)) {
      return; // Somebody has started it already.
    }
    undo(undo);
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
}
