// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.control.gate.GateDecision;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A gate's decision with its plan and reasons. */
record GateJson(
    String service,
    String verdict,
    String strategy,
    String changeClass,
    @Nullable String slo,
    @Nullable Double budgetRemaining,
    PlanJson plan,
    List<String> reasons,
    List<EvidenceJson> evidence,
    Instant evaluatedAt) {

  /** How the release may go: the canary's share at each step, in percent. */
  record PlanJson(List<Integer> weights, String speed, String riskTolerance) {}

  static GateJson of(GateDecision gate) {
    boolean measured = gate.basis() instanceof GateDecision.Basis.Remaining;
    return new GateJson(
        gate.service().value(),
        gate.verdict().name().toLowerCase(Locale.ROOT),
        gate.strategy().name().toLowerCase(Locale.ROOT),
        gate.changeClass().name().toLowerCase(Locale.ROOT),
        measured ? ((GateDecision.Basis.Remaining) gate.basis()).slo().value() : null,
        measured ? ((GateDecision.Basis.Remaining) gate.basis()).remaining() : null,
        new PlanJson(
            gate.strategy().weights(), gate.strategy().speed(), gate.strategy().riskTolerance()),
        gate.reasons(),
        EvidenceJson.of(gate.evidence()),
        gate.evaluatedAt());
  }
}
