// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.control.slo.SloStatus.State;
import dev.ballast.model.Place;
import dev.ballast.model.Slo;
import java.time.Instant;
import java.util.List;

/** Numbers in, status out. */
final class SloJudge {

  private final SloPolicy policy;

  SloJudge(SloPolicy policy) {
    this.policy = policy;
  }

  SloStatus judge(
      Slo slo, Place place, SloNumbers numbers, Split split, List<String> queries, Instant at) {
    Budget budget =
        BudgetMath.budget(numbers.budgetWindow(), numbers.coverage().budget(), slo.target());
    List<Burn> burns =
        BurnRule.ALL.stream()
            .filter(rule -> rule.appliesTo(slo.window()))
            .map(rule -> BudgetMath.burn(rule, numbers, slo.target(), policy))
            .toList();
    SloWindow window = policy.window(slo.window());
    return new SloStatus(
        slo.name(),
        slo.displayName(),
        place,
        state(slo, numbers, budget, burns),
        slo.target(),
        numbers.budgetWindow(),
        budget,
        burns,
        BudgetMath.exhaustion(budget, burns, window.evaluated(), policy.leastEvents()),
        numbers.coverage(),
        window,
        split,
        queries,
        "",
        at);
  }

  /** What there is to say when the question itself went wrong. */
  SloStatus noAnswer(Slo slo, Place place, String problem, List<String> queries, Instant at) {
    SloWindow window = policy.window(slo.window());
    return new SloStatus(
        slo.name(),
        slo.displayName(),
        place,
        State.NO_DATA,
        slo.target(),
        WindowEvents.unknown(window.evaluated(), queries),
        new Budget(0, 0, 0, 1, 1),
        List.of(),
        new Exhaustion.NotBurning(),
        Coverage.NONE,
        window,
        Split.CLEAN,
        queries,
        problem,
        at);
  }

  private State state(Slo slo, SloNumbers numbers, Budget budget, List<Burn> burns) {
    Coverage coverage = numbers.coverage();
    if (!numbers.budgetWindow().known() || coverage.recent().value() == 0) {
      return State.NO_DATA;
    }
    if (coverage.recent().compareTo(policy.leastCoverage()) < 0
        || numbers.window(BurnRule.VIOLATED.longWindow()).total() < policy.leastEvents()) {
      return State.INSUFFICIENT;
    }
    if (budget.remaining() <= 0 && isProved(slo, numbers)) {
      return State.EXHAUSTED;
    }
    return burns.stream().anyMatch(Burn::firing) ? State.BURNING : State.MET;
  }

  /** One error of fifty events in a month overspends on paper; it takes more to call it spent. */
  private boolean isProved(Slo slo, SloNumbers numbers) {
    double proved =
        BudgetMath.burnRateLow(numbers.budgetWindow(), slo.target(), policy.doubt())
            * numbers.coverage().budget().value();
    return proved >= 1 && Math.rint(numbers.budgetWindow().bad()) >= policy.leastBad();
  }
}
