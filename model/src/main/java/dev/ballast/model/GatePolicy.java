// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import dev.ballast.model.gate.Borders;
import dev.ballast.model.gate.Hysteresis;
import dev.ballast.model.gate.Limit;
import dev.ballast.model.gate.PlanRule;
import dev.ballast.model.gate.Risk;
import dev.ballast.model.gate.Strategy;
import dev.ballast.model.gate.Watch;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The table from what is left of an error budget to how a release may go, with all that can be said
 * about it.
 *
 * @param services whose releases it rules; empty: those of every service that no other policy names
 * @param ground what a budget has to rest on
 * @param zone where a day ends
 * @param hooks how clusters are answered
 * @param proofs what experiments that gate releases do to them
 * @param plans one for each strategy
 */
public record GatePolicy(
    String name,
    Set<ServiceName> services,
    Borders borders,
    Hysteresis hysteresis,
    Ground ground,
    ZoneId zone,
    Hooks hooks,
    Proofs proofs,
    Map<Strategy, PlanRule> plans) {

  /**
   * What a budget has to rest on before it decides.
   *
   * @param leastEvents fewer events in the budget window than these are no basis
   * @param leastCoverage a smaller share of the last hour with data is no basis: a decision that
   *     raises risk needs a fresh state
   */
  public record Ground(int leastEvents, Ratio leastCoverage) {}

  /**
   * How clusters are answered.
   *
   * @param allowWithoutData whether a release may go although its budgets cannot be measured
   * @param maxSpend a rollout that has spent more than this share of what was left at its start
   *     goes no further, and back when the service still burns
   */
  public record Hooks(boolean allowWithoutData, Ratio maxSpend) {}

  /**
   * The freest strategy while an experiment that gates releases is not proved; {@code AGGRESSIVE}
   * holds nothing back.
   *
   * @param lost while its last result is that the steady state was lost
   * @param expired while the last proof is too old, or there is none
   */
  public record Proofs(Strategy lost, Strategy expired) {}

  /** The table of the document that this product follows. */
  public static final GatePolicy DEFAULT =
      new GatePolicy(
          "default",
          Set.of(),
          new Borders(0.5, 0.2, 0.05),
          new Hysteresis(0.02, Duration.ofMinutes(30)),
          new Ground(30, new Ratio(0.5)),
          ZoneOffset.UTC,
          new Hooks(false, new Ratio(0.1)),
          new Proofs(Strategy.ULTRA_CONSERVATIVE, Strategy.CONSERVATIVE),
          Map.of(
              Strategy.AGGRESSIVE,
              new PlanRule(
                  List.of(5, 25, 100),
                  Duration.ofMinutes(15),
                  new Limit.EndOfDay(),
                  Risk.HIGH,
                  Watch.every(Duration.ofSeconds(60))),
              Strategy.CONSERVATIVE,
              new PlanRule(
                  List.of(5, 10, 50, 100),
                  Duration.ofMinutes(40),
                  new Limit.After(Duration.ofHours(3)),
                  Risk.MEDIUM,
                  Watch.every(Duration.ofSeconds(60))),
              Strategy.ULTRA_CONSERVATIVE,
              new PlanRule(
                  List.of(1, 5, 25, 100),
                  Duration.ofHours(8),
                  new Limit.After(Duration.ofDays(1)),
                  Risk.LOW,
                  Watch.every(Duration.ofSeconds(30))),
              Strategy.EMERGENCY_ONLY,
              new PlanRule(
                  List.of(1, 5, 25, 100),
                  Duration.ofMinutes(15),
                  new Limit.After(Duration.ofHours(1)),
                  Risk.NONE,
                  new Watch(Duration.ofSeconds(10), true, "", false))));

  public GatePolicy {
    services = Set.copyOf(services);
    if (plans.size() != Strategy.values().length) {
      throw new IllegalArgumentException(
          "plans: " + plans.keySet() + " (expected: one for each strategy)");
    }
    plans = java.util.Collections.unmodifiableMap(new EnumMap<>(plans));
  }

  public PlanRule plan(Strategy strategy) {
    PlanRule plan = plans.get(strategy);
    if (plan == null) {
      throw new IllegalStateException("plan: " + strategy + " (expected: one for each strategy)");
    }
    return plan;
  }

  /** The one that rules a service: that which names it, else the one that names none. */
  public static GatePolicy of(ServiceName service, Map<String, GatePolicy> all) {
    GatePolicy general = DEFAULT;
    for (GatePolicy policy : all.values()) {
      if (policy.services().contains(service)) {
        return policy;
      }
      general = policy.services().isEmpty() ? policy : general;
    }
    return general;
  }
}
