// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.control.slo.SloStatus.State;
import dev.ballast.model.Slo;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Objectives that make one budget, where their slices cannot be laid over each other: what each
 * spends of its own budget, times its weight, is spent of the composite's.
 *
 * <p>Burn rates add up the same way. The bound of a sum of n is the sum of bounds at an n-th of the
 * doubt each (Bonferroni), so a composite alarms no more often by chance than a single SLO. What
 * cannot be measured adds nothing: it keeps the composite from being called met, and hides nothing
 * bad.
 */
final class CompositeJudge {

  private final SloPolicy policy;
  private final SloJudge judge;

  CompositeJudge(SloPolicy policy) {
    this.policy = policy;
    this.judge = new SloJudge(policy);
  }

  /**
   * @param parts the objectives judged each by itself, in their order, of the whole
   * @param numbers what these rest on
   */
  SloStatus judge(Slo slo, List<SloStatus> parts, List<SloNumbers> numbers, Frame frame) {
    List<Slo.Part> terms = slo.terms().parts();
    double spent = 0;
    double soFar = 0;
    double proved = 0;
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).state() != State.NO_DATA) {
        double weight = terms.get(i).weight();
        Budget own = parts.get(i).budget();
        spent += weight * own.spent();
        soFar += weight * (1 - own.remainingSoFar());
        proved += weight * judge.provedSpent(alone(slo, terms.get(i)), numbers.get(i), own);
      }
    }
    Budget budget = new Budget(1, spent, spent, 1 - spent, 1 - soFar);
    List<Burn> burns = burns(slo, numbers);
    WindowEvents events = sum(numbers.stream().map(SloNumbers::budgetWindow).toList());
    boolean isSpent = spent >= 1 && proved >= 1;
    return new SloStatus(
        slo.name(),
        slo.displayName(),
        parts.getFirst().place(),
        isSpent ? State.EXHAUSTED : state(parts, burns),
        slo.target(),
        events,
        budget,
        burns,
        judge.exhaustion(budget, burns, frame),
        coverage(parts),
        frame.window(),
        Split.CLEAN,
        parts.stream().flatMap(part -> part.queries().stream()).toList(),
        problem(terms, parts),
        frame.past().to(),
        new SloDetails(
                slo.terms().budgeting(), components(terms, parts), List.of(), frame.exclusions())
            .withAlarms(alarms(slo, numbers)));
  }

  private List<Alarm> alarms(Slo slo, List<SloNumbers> numbers) {
    SloPolicy shared = policy.withDoubt(policy.doubt() / numbers.size());
    return slo.care().alerts().stream()
        .map(
            asked ->
                Alarm.of(
                    asked, burn(BurnRule.of(asked), slo.terms().parts(), numbers, shared), policy))
        .toList();
  }

  /** One objective as an SLO of its own. */
  static Slo alone(Slo slo, Slo.Part part) {
    return new Slo(
        slo.name(),
        part.displayName(),
        slo.service(),
        part.sli(),
        part.target(),
        slo.window(),
        part.dataSource(),
        new Slo.Terms(slo.terms().window(), part.budgeting(), List.of()));
  }

  static List<SloDetails.Component> components(List<Slo.Part> terms, List<SloStatus> parts) {
    List<SloDetails.Component> components = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      components.add(
          new SloDetails.Component(
              terms.get(i).displayName(),
              terms.get(i).target(),
              terms.get(i).weight(),
              parts.get(i).state(),
              parts.get(i).budget()));
    }
    return components;
  }

  private static State state(List<SloStatus> parts, List<Burn> burns) {
    if (burns.stream().anyMatch(Burn::firing)) {
      return State.BURNING;
    }
    List<State> states = parts.stream().map(SloStatus::state).toList();
    return states.contains(State.NO_DATA)
        ? State.NO_DATA
        : states.contains(State.INSUFFICIENT) ? State.INSUFFICIENT : State.MET;
  }

  /** What has no data; empty when all have. */
  static String problem(List<Slo.Part> terms, List<SloStatus> parts) {
    List<String> blind = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).state() == State.NO_DATA) {
        String why = parts.get(i).problem();
        blind.add(terms.get(i).displayName() + (why.isEmpty() ? "" : " (" + why + ")"));
      }
    }
    return blind.isEmpty()
        ? ""
        : blind.stream().collect(Collectors.joining(", ", "no data of ", ""));
  }

  private static Coverage coverage(List<SloStatus> parts) {
    Comparator<Ratio> order = Comparator.naturalOrder();
    return new Coverage(
        parts.stream().map(p -> p.coverage().recent()).min(order).orElse(Ratio.ZERO),
        parts.stream().map(p -> p.coverage().budget()).min(order).orElse(Ratio.ZERO),
        parts.stream().map(p -> p.coverage().sinceFirst()).min(order).orElse(Ratio.ZERO));
  }

  private List<Burn> burns(Slo slo, List<SloNumbers> numbers) {
    SloPolicy shared = policy.withDoubt(policy.doubt() / numbers.size());
    return BurnRule.of(slo).stream()
        .map(rule -> burn(rule, slo.terms().parts(), numbers, shared))
        .toList();
  }

  private Burn burn(
      BurnRule rule, List<Slo.Part> terms, List<SloNumbers> numbers, SloPolicy shared) {
    double longRate = 0;
    double shortRate = 0;
    double low = 0;
    List<WindowEvents> longWindows = new ArrayList<>();
    List<WindowEvents> shortWindows = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      Burn own = BudgetMath.burn(rule, numbers.get(i), terms.get(i).target(), shared);
      double weight = terms.get(i).weight();
      longRate += weight * own.longRate();
      shortRate += weight * own.shortRate();
      low += weight * own.longRateLow();
      longWindows.add(own.longWindow());
      shortWindows.add(own.shortWindow());
    }
    WindowEvents all = sum(longWindows);
    boolean firing =
        all.proof().events() >= policy.leastEvents()
            && Math.rint(all.proof().bad()) >= policy.leastBad()
            && low >= rule.factor()
            && shortRate >= rule.factor();
    return new Burn(rule, all, sum(shortWindows), longRate, shortRate, low, firing);
  }

  private static WindowEvents sum(List<WindowEvents> windows) {
    double good = 0;
    double total = 0;
    double bad = 0;
    double trials = 0;
    double events = 0;
    boolean known = false;
    List<String> queries = new ArrayList<>();
    Duration length = windows.getFirst().window();
    for (WindowEvents window : windows) {
      good += window.good();
      total += window.total();
      bad += window.proof().bad();
      trials += window.proof().total();
      events += window.proof().events();
      known |= window.known();
      queries.addAll(window.queries());
    }
    return new WindowEvents(
        length,
        Math.min(good, total),
        total,
        known,
        queries,
        new WindowEvents.Proof(bad, trials, events));
  }
}
