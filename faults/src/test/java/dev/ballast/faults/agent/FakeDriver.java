// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.agent;

import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Lease;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.driver.Plan;
import dev.ballast.faults.driver.Verdict;
import dev.ballast.faults.undo.Undo;
import dev.ballast.model.FaultAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A fault of nothing, which remembers what was asked of it. */
final class FakeDriver implements FaultDriver {

  final List<String> calls = new ArrayList<>();
  Lease lease = Lease.KERNEL;
  Verdict effect = Verdict.yes("seen");
  Verdict clean = Verdict.yes("clean");
  List<String> problems = List.of();
  String brokenApply = "";
  Consumer<Order> onVerify = _ -> {};

  @Override
  public String kind() {
    return "fake.fault";
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Lease lease() {
    return lease;
  }

  @Override
  public Set<String> parameters() {
    return Set.of("size");
  }

  @Override
  public List<String> probe(FaultAgent.Target target) {
    return List.of();
  }

  @Override
  public List<String> preflight(Order order) {
    return problems;
  }

  @Override
  public Plan plan(Order order) {
    return Plan.of("does", "undoes");
  }

  @Override
  public List<Undo> arm(Order order) {
    return List.of();
  }

  @Override
  public void apply(Order order, List<Undo> undo) throws FaultException {
    calls.add("apply");
    if (!brokenApply.isEmpty()) {
      throw new FaultException(brokenApply);
    }
  }

  @Override
  public Verdict verify(Order order, List<Undo> undo) {
    onVerify.accept(order);
    return effect;
  }

  @Override
  public void renew(Order order) {
    calls.add("renew");
  }

  @Override
  public void heal(Order order, List<Undo> undo) {
    calls.add("heal");
  }

  @Override
  public Verdict proveHealed(Order order, List<Undo> undo) {
    return clean;
  }
}
