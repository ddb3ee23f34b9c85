// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos;

import java.util.List;

/**
 * What a fault would do, before anything is done.
 *
 * @param costs what it is expected to cost of each SLO's budget
 * @param refusals every rule against it; empty: it may be done
 * @param notes what is done otherwise than asked, and what nobody knows
 * @param people how many have to want it
 */
public record FaultPlan(
    List<Step> steps,
    List<BudgetCost> costs,
    List<Refusal> refusals,
    List<String> notes,
    int people) {

  /**
   * What is done to one target.
   *
   * @param kind as it is done, which is another one than asked when the host cannot do that
   * @param driver who does it
   * @param lease what ends it when all of ours is gone: {@code kernel}, {@code database}, {@code
   *     proxy}, {@code jvm}, {@code watchdog}, {@code instant}
   * @param does the single actions, in order
   * @param undoes what heals it
   */
  public record Step(
      FaultTarget target,
      String kind,
      String driver,
      String lease,
      List<String> does,
      List<String> undoes) {
    public Step {
      does = List.copyOf(does);
      undoes = List.copyOf(undoes);
    }
  }

  public FaultPlan {
    steps = List.copyOf(steps);
    costs = List.copyOf(costs);
    refusals = List.copyOf(refusals);
    notes = List.copyOf(notes);
  }

  public boolean allowed() {
    return refusals.isEmpty();
  }
}
