// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import dev.ballast.control.slo.SloStatus;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.Limits;
import dev.ballast.model.Event;
import dev.ballast.model.GatePolicy;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Decides by the policy that rules a service, remembers what it is held to, and records a decision
 * before it is told.
 */
public final class GateKeeper {

  private static final Duration WRITE_EVERY = Duration.ofMinutes(5);

  private final Supplier<Map<String, GatePolicy>> policies;
  private final double timeScale;
  private final Standings standings;
  private final EventLog events;
  private final Proofs proofs;
  private final InstantSource clock;

  /** Where no experiment gates releases. */
  public GateKeeper(
      Supplier<Map<String, GatePolicy>> policies,
      double timeScale,
      Ledger ledger,
      InstantSource clock) {
    this(policies, timeScale, ledger, new Proofs(Map::of, ledger.events()), clock);
  }

  /**
   * @param policies those in use, asked each time
   * @param timeScale the plans' times are divided by it: 1 in production
   */
  public GateKeeper(
      Supplier<Map<String, GatePolicy>> policies,
      double timeScale,
      Ledger ledger,
      Proofs proofs,
      InstantSource clock) {
    this.policies = policies;
    this.timeScale = timeScale;
    this.standings = new Standings(ledger.documents(), Plan.scaled(WRITE_EVERY, timeScale));
    this.events = ledger.events();
    this.proofs = proofs;
    this.clock = clock;
  }

  /** As {@link #decide(ServiceName, List, Change, String)}, and nobody is named to watch. */
  public GateDecision decide(
      ServiceName service, List<SloStatus> statuses, ChangeClass changeClass, String actor) {
    return decide(service, statuses, Change.of(changeClass), actor);
  }

  /**
   * A decision that somebody acts on: {@code gate.decided} in the ledger.
   *
   * @param statuses of the service's SLOs as they may be decided on
   * @param actor who asks
   */
  public GateDecision decide(
      ServiceName service, List<SloStatus> statuses, Change change, String actor) {
    GateDecision decision = keep(service, statuses, change, clock.instant());
    events.append(event(decision, actor));
    return decision;
  }

  /** Looks at a budget, as should happen all the time, so that hysteresis knows how it went. */
  public GateDecision observe(ServiceName service, List<SloStatus> statuses, Instant at) {
    return keep(service, statuses, Change.NORMAL, at);
  }

  /** What the decision would be; nothing remembers that somebody asked. */
  public GateDecision look(ServiceName service, List<SloStatus> statuses, Change change) {
    Instant at = clock.instant();
    return gate(service, at).decide(service, statuses, change, standings.of(service), at);
  }

  private synchronized GateDecision keep(
      ServiceName service, List<SloStatus> statuses, Change change, Instant at) {
    GateDecision decision =
        gate(service, at).decide(service, statuses, change, standings.of(service), at);
    standings.keep(service, decision.standing());
    return decision;
  }

  private Gate gate(ServiceName service, Instant at) {
    return new Gate(GatePolicy.of(service, policies.get()), timeScale, proofs.of(service, at));
  }

  private static Event event(GateDecision decision, String actor) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("service", decision.service().value());
    attributes.put("verdict", decision.verdict().name());
    attributes.put("strategy", decision.strategy().name());
    attributes.put("change_class", decision.change().changeClass().name());
    attributes.put("policy", decision.policy().name());
    if (!decision.plan().monitoring().watcher().isEmpty()) {
      attributes.put("watched_by", Limits.cut(decision.plan().monitoring().watcher()));
    }
    if (decision.basis() instanceof GateDecision.Basis.Remaining basis) {
      attributes.put("slo", basis.slo().value());
      attributes.put("budget_remaining", String.format(Locale.ROOT, "%.4f", basis.remaining()));
    }
    return new Event(
        0,
        decision.evaluatedAt(),
        "gate.decided",
        "service/" + decision.service(),
        actor,
        Limits.cut(
            decision.service() + ": " + decision.verdict() + ": " + decision.reasons().getFirst()),
        attributes);
  }
}
