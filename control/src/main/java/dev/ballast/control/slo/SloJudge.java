// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.control.slo.SloStatus.State;
import dev.ballast.control.slo.replay.Exclusions;
import dev.ballast.control.slo.replay.Span;
import dev.ballast.model.Budgeting;
import dev.ballast.model.Place;
import dev.ballast.model.Slo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Numbers in, status out. */
final class SloJudge {

  private final SloPolicy policy;

  SloJudge(SloPolicy policy) {
    this.policy = policy;
  }

  SloStatus judge(
      Slo slo, Place place, SloNumbers numbers, Split split, List<String> queries, Frame frame) {
    Budget budget = BudgetMath.budget(numbers, slo.target());
    List<Burn> burns =
        BurnRule.of(slo).stream()
            .map(rule -> BudgetMath.burn(rule, numbers, slo.target(), policy))
            .toList();
    return new SloStatus(
        slo.name(),
        slo.displayName(),
        place,
        state(slo, numbers, budget, burns, frame),
        slo.target(),
        numbers.budgetWindow(),
        budget,
        burns,
        exhaustion(budget, burns, frame),
        numbers.coverage(),
        frame.window(),
        split,
        queries,
        "",
        frame.past().to(),
        new SloDetails(slo.terms().budgeting(), List.of(), List.of(), frame.exclusions())
            .withAlarms(alarms(slo, numbers)));
  }

  private List<Alarm> alarms(Slo slo, SloNumbers numbers) {
    return slo.care().alerts().stream()
        .map(
            asked ->
                Alarm.of(
                    asked,
                    BudgetMath.burn(BurnRule.of(asked), numbers, slo.target(), policy),
                    policy))
        .toList();
  }

  /** A budget that lasts until its calendar begins anew is not going to be spent. */
  Exhaustion exhaustion(Budget budget, List<Burn> burns, Frame frame) {
    Exhaustion found =
        BudgetMath.exhaustion(budget, burns, frame.window().evaluated(), policy.leastEvents());
    boolean lasts =
        frame.isCalendar()
            && found instanceof Exhaustion.In(Duration left)
            && frame.past().to().plus(left).isAfter(frame.window().span().to());
    return lasts ? new Exhaustion.NotBurning() : found;
  }

  /** What there is to say when the question itself went wrong. */
  SloStatus noAnswer(
      Slo slo, Place place, String problem, List<String> queries, SloWindow window, Instant at) {
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
        at,
        new SloDetails(slo.terms().budgeting(), List.of(), List.of(), Exclusions.NONE));
  }

  /** The window of an SLO that has none yet. */
  SloWindow noWindow(Slo slo, Instant at) {
    return new SloWindow(slo.window(), slo.window(), policy.timeScale(), new Span(at, at), true);
  }

  private State state(Slo slo, SloNumbers numbers, Budget budget, List<Burn> burns, Frame frame) {
    Coverage coverage = numbers.coverage();
    if (coverage.recent().value() == 0 || !isKnown(numbers, frame)) {
      return State.NO_DATA;
    }
    WindowEvents hour = numbers.window(BurnRule.VIOLATED.longWindow());
    if (coverage.recent().compareTo(policy.leastCoverage()) < 0
        || hour.proof().events() < policy.leastEvents()) {
      return State.INSUFFICIENT;
    }
    if (budget.remaining() <= 0 && provedSpent(slo, numbers, budget) >= 1) {
      return State.EXHAUSTED;
    }
    return burns.stream().anyMatch(Burn::firing) ? State.BURNING : State.MET;
  }

  /** A calendar that has just begun anew holds nothing yet, and nothing of its budget is spent. */
  private boolean isKnown(SloNumbers numbers, Frame frame) {
    Duration young = policy.scaled(BurnRule.VIOLATED.shortWindow());
    return numbers.budgetWindow().known()
        || (frame.isCalendar() && frame.past().length().compareTo(young) <= 0);
  }

  /**
   * The share of the budget that is spent beyond doubt. One error of fifty events in a month
   * overspends on paper; it takes more to call it spent. Where time is counted that is whole or
   * lost, and where nothing at all may fail, the count is the proof.
   */
  double provedSpent(Slo slo, SloNumbers numbers, Budget budget) {
    WindowEvents window = numbers.budgetWindow();
    if (slo.target().value() == 1) {
      return Math.rint(window.proof().bad()) >= 1 ? budget.spent() : 0;
    }
    if (Math.rint(window.proof().bad()) < policy.leastBad()) {
      return 0;
    }
    if (slo.terms().budgeting() instanceof Budgeting.Timeslices) {
      return window.proof().events() >= policy.leastEvents() ? budget.spent() : 0;
    }
    double rate = BudgetMath.burnRate(window.badShare(), window.total(), slo.target());
    double low = BudgetMath.burnRateLow(window, slo.target(), policy.doubt());
    return rate > 0 ? budget.spent() * low / rate : 0;
  }
}
