// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.control.gate.GateDecision;
import dev.ballast.control.gate.GateDecision.Basis;
import dev.ballast.control.gate.GateWords;
import dev.ballast.control.gate.Plan;
import dev.ballast.control.gate.Standing;
import dev.ballast.control.gate.Standing.Loosening;
import dev.ballast.model.gate.Hysteresis;
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
    TableJson table,
    @Nullable HysteresisJson hysteresis,
    List<String> reasons,
    List<EvidenceJson> evidence,
    Instant evaluatedAt) {

  /** How the release may go: the canary's share at each step, in percent. */
  record PlanJson(
      List<Integer> weights,
      List<StageJson> stages,
      String speed,
      String riskTolerance,
      double leastSeconds,
      Instant finishBy,
      MonitoringJson monitoring) {}

  /** One step. */
  record StageJson(int percent, double dwellSeconds) {}

  /** How closely it is watched. */
  record MonitoringJson(double checkEverySeconds, boolean handsOn, String watchedBy) {}

  /** The row that the budget alone would give, and whose table it is. */
  record TableJson(String policy, @Nullable String strategy, String row) {}

  /** What the service is held to, and what it would take to be held to less. */
  record HysteresisJson(
      String heldTo,
      Instant since,
      double margin,
      double dwellSeconds,
      @Nullable String loosensTo,
      @Nullable Instant loosensAt) {}

  static GateJson of(GateDecision gate) {
    Basis.@Nullable Remaining measured = gate.basis() instanceof Basis.Remaining r ? r : null;
    return new GateJson(
        gate.service().value(),
        word(gate.verdict()),
        word(gate.strategy()),
        word(gate.change().changeClass()),
        measured == null ? null : measured.slo().value(),
        measured == null ? null : measured.remaining(),
        plan(gate.plan()),
        new TableJson(
            gate.policy().name(),
            measured == null ? null : word(measured.byTable()),
            measured == null
                ? "no budget"
                : GateWords.row(gate.policy().borders(), measured.byTable())),
        hysteresis(gate),
        gate.reasons(),
        EvidenceJson.of(gate.evidence()),
        gate.evaluatedAt());
  }

  private static PlanJson plan(Plan plan) {
    return new PlanJson(
        plan.weights(),
        plan.stages().stream()
            .map(stage -> new StageJson(stage.percent(), Seconds.of(stage.dwell())))
            .toList(),
        plan.speed(),
        word(plan.risk()),
        Seconds.of(plan.least()),
        plan.finishBy(),
        new MonitoringJson(
            Seconds.of(plan.monitoring().checkEvery()),
            plan.monitoring().handsOn(),
            plan.monitoring().watcher()));
  }

  private static @Nullable HysteresisJson hysteresis(GateDecision gate) {
    if (!(gate.standing() instanceof Standing.Held held)) {
      return null;
    }
    Hysteresis hysteresis = gate.hysteresis();
    Loosening.@Nullable Towards towards =
        held.loosening() instanceof Loosening.Towards t ? t : null;
    return new HysteresisJson(
        word(held.strategy()),
        held.since(),
        hysteresis.margin(),
        Seconds.of(hysteresis.dwell()),
        towards == null ? null : word(towards.strategy()),
        towards == null ? null : towards.since().plus(hysteresis.dwell()));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
