// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.gate.GateDecision;
import dev.ballast.control.gate.GateDecision.Basis;
import dev.ballast.control.gate.GateDecision.Verdict;
import dev.ballast.control.gate.GateWords;
import dev.ballast.control.gate.Plan;
import dev.ballast.control.gate.Standing;
import dev.ballast.control.gate.Standing.Loosening;
import dev.ballast.model.ServiceName;
import dev.ballast.model.gate.GatePolicy;
import dev.ballast.model.gate.PlanRule;
import dev.ballast.model.gate.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a page shows a release gate: the answer, the plan, the table and what holds it there. */
final class GateCard {

  private GateCard() {}

  static ServiceView.Gate unknown(ServiceName name) {
    return new ServiceView.Gate(
        Tone.UNKNOWN,
        "No data",
        List.of(),
        List.of(),
        "",
        List.of("Nothing has been judged lately."),
        command(name));
  }

  static ServiceView.Gate of(GateDecision decision, Sight sight) {
    return new ServiceView.Gate(
        Tone.of(decision.verdict()),
        switch (decision.verdict()) {
          case ALLOW -> "Releases may go";
          case ALLOW_SLOWER -> "Releases may go, slower";
          case DENY -> "No releases";
          case NO_DATA -> "No data: no answer";
        },
        decision.verdict().isAllowed() ? facts(decision, sight) : standing(decision, sight),
        rows(decision),
        decision.policy().name(),
        decision.reasons(),
        command(decision.service()));
  }

  /** What a line of a table says of it. */
  static String strategy(GateDecision decision) {
    return decision.verdict() == Verdict.NO_DATA
        ? Sight.UNKNOWN
        : GateWords.name(decision.strategy());
  }

  private static List<ServiceView.Fact> facts(GateDecision decision, Sight sight) {
    Plan plan = decision.plan();
    List<ServiceView.Fact> facts = new ArrayList<>();
    facts.add(fact("Strategy", GateWords.name(decision.strategy())));
    facts.add(fact("Canary", steps(plan.weights())));
    if (plan.stages().size() > 1) {
      facts.add(fact("Each stage", "at least " + Sight.duration(plan.stages().getFirst().dwell())));
    }
    facts.add(fact("Speed", plan.speed()));
    facts.add(fact("Started now", "over by " + sight.minute(plan.finishBy())));
    facts.add(fact("Risk", plan.risk().name().toLowerCase(Locale.ROOT)));
    facts.add(fact("Judged", "at least every " + Sight.duration(plan.monitoring().checkEvery())));
    facts.addAll(standing(decision, sight));
    return facts;
  }

  /** Only where hysteresis makes a difference. */
  private static List<ServiceView.Fact> standing(GateDecision decision, Sight sight) {
    if (!(decision.standing() instanceof Standing.Held held)
        || !(decision.basis() instanceof Basis.Remaining basis)
        || !held.strategy().isTighterThan(basis.byTable())) {
      return List.of();
    }
    String until =
        switch (held.loosening()) {
          case Loosening.None _ -> "the budget is not clear of the border yet";
          case Loosening.Towards towards ->
              GateWords.name(towards.strategy())
                  + " from "
                  + sight.minute(towards.since().plus(decision.hysteresis().dwell()))
                  + " if the budget stays above the border";
        };
    return List.of(
        fact(
            "Held to",
            GateWords.name(held.strategy())
                + " since "
                + sight.minute(held.since())
                + "; "
                + until));
  }

  private static List<ServiceView.GateRow> rows(GateDecision decision) {
    GatePolicy policy = decision.policy();
    return Stream.of(Strategy.values())
        .map(
            strategy ->
                new ServiceView.GateRow(
                    GateWords.row(policy.borders(), strategy),
                    GateWords.name(strategy),
                    steps(policy.plan(strategy).weights()),
                    speed(strategy, policy.plan(strategy)),
                    strategy == decision.strategy(),
                    decision.basis() instanceof Basis.Remaining basis
                        && basis.byTable() == strategy))
        .toList();
  }

  private static String speed(Strategy strategy, PlanRule plan) {
    return strategy == Strategy.EMERGENCY_ONLY ? "critical fixes only, hands-on" : plan.speed();
  }

  private static String steps(List<Integer> weights) {
    return weights.stream().map(w -> w + "\u00a0%").collect(Collectors.joining(" → "));
  }

  private static ServiceView.Fact fact(String name, String value) {
    return new ServiceView.Fact(name, value);
  }

  private static String command(ServiceName name) {
    return "ballast gate " + name;
  }
}
