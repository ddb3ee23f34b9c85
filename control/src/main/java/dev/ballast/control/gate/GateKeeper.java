// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import dev.ballast.control.slo.SloStatus;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Limits;
import dev.ballast.model.Event;
import dev.ballast.model.ServiceName;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Decides and records the decision before it is told. */
public final class GateKeeper {

  private final Gate gate;
  private final EventLog events;
  private final InstantSource clock;

  public GateKeeper(Gate gate, EventLog events, InstantSource clock) {
    this.gate = gate;
    this.events = events;
    this.clock = clock;
  }

  /**
   * As {@link Gate#decide}, with the event {@code gate.decided} in the ledger.
   *
   * @param actor who asks
   */
  public GateDecision decide(
      ServiceName service, List<SloStatus> statuses, ChangeClass changeClass, String actor) {
    GateDecision decision = gate.decide(service, statuses, changeClass, clock.instant());
    events.append(event(decision, actor));
    return decision;
  }

  private static Event event(GateDecision decision, String actor) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("service", decision.service().value());
    attributes.put("verdict", decision.verdict().name());
    attributes.put("strategy", decision.strategy().name());
    attributes.put("change_class", decision.changeClass().name());
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
