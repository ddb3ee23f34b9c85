// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.script;

import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Lease;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.driver.Plan;
import dev.ballast.faults.driver.Verdict;
import dev.ballast.faults.undo.Shell;
import dev.ballast.faults.undo.Undo;
import dev.ballast.faults.undo.Undoer;
import dev.ballast.model.FaultAgent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A fault of the target's own, by commands from its configuration; a caller only names it. */
public final class ScriptDriver implements FaultDriver {

  private final Undoer undoer;

  public ScriptDriver(Undoer undoer) {
    this.undoer = undoer;
  }

  @Override
  public String kind() {
    return "script.run";
  }

  @Override
  public String name() {
    return "script";
  }

  @Override
  public Lease lease() {
    return Lease.WATCHDOG;
  }

  @Override
  public Set<String> parameters() {
    return Set.of("script");
  }

  @Override
  public List<String> probe(FaultAgent.Target target) {
    return target.scripts().isEmpty()
        ? List.of("target " + target.name() + ": has no scripts")
        : List.of();
  }

  @Override
  public List<String> preflight(Order order) {
    List<String> known = order.target().scripts().stream().map(FaultAgent.Script::name).toList();
    if (script(order).isPresent()) {
      return List.of();
    }
    return known.isEmpty()
        ? probe(order.target())
        : List.of(
            "script: %s (expected: one of %s)"
                .formatted(order.parameter("script", "missing"), String.join(", ", known)));
  }

  private static Optional<FaultAgent.Script> script(Order order) {
    return order.target().script(order.parameter("script", ""));
  }

  private static FaultAgent.Script known(Order order) throws FaultException {
    return script(order)
        .orElseThrow(() -> new FaultException("script: no longer in the configuration"));
  }

  @Override
  public Plan plan(Order order) {
    return script(order)
        .map(s -> Plan.of(String.join(" ", s.apply()), String.join(" ", s.heal())))
        .orElse(new Plan(List.of(), List.of()));
  }

  @Override
  public List<Undo> arm(Order order) throws FaultException {
    FaultAgent.Script script = known(order);
    return List.of(new Undo.Run(script.heal(), script.timeout().toMillis()));
  }

  @Override
  public void apply(Order order, List<Undo> undo) throws FaultException {
    FaultAgent.Script script = known(order);
    Shell.Result result = run(script.apply(), script.timeout());
    if (!result.ok()) {
      throw new FaultException(result.sentence());
    }
  }

  @Override
  public Verdict verify(Order order, List<Undo> undo) {
    try {
      FaultAgent.Script script = known(order);
      Shell.Result result = run(script.verify(), script.timeout());
      return result.ok() ? Verdict.yes(result.sentence()) : Verdict.no(result.sentence());
    } catch (FaultException e) {
      return Verdict.no(String.valueOf(e.getMessage()));
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

  /** What says that it is effective has to say that it is not. */
  @Override
  public Verdict proveHealed(Order order, List<Undo> undo) {
    try {
      FaultAgent.Script script = known(order);
      Shell.Result result = run(script.verify(), script.timeout());
      return result.ok() ? Verdict.no(result.sentence()) : Verdict.yes(result.sentence());
    } catch (FaultException e) {
      return Verdict.no(String.valueOf(e.getMessage()));
    }
  }

  private static Shell.Result run(List<String> command, Duration longest) throws FaultException {
    try {
      return Shell.run(command, longest);
    } catch (IOException e) {
      throw new FaultException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FaultException("interrupted", e);
    }
  }
}
