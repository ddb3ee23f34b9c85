// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.CanaryAnalysis;
import dev.ballast.model.rollout.CanaryAnalysis.Shift;
import dev.ballast.model.rollout.CanaryMetric;
import dev.ballast.model.rollout.Hook;
import java.util.Comparator;
import java.util.List;

/** What stands behind each gate: webhooks of its type, metrics, or the judge. */
final class Questions {

  private final Canary canary;
  private final CanaryAnalysis analysis;

  Questions(Canary canary) {
    this.canary = canary;
    analysis = canary.analysis();
  }

  int count(CanaryState state, Gate gate) {
    return switch (gate) {
      case METRIC -> metrics(state).size();
      case JUDGE -> CanaryMachine.judges(canary) ? 1 : 0;
      case CONFIRM_ROLLOUT,
          ROLLBACK,
          PRE_ROLLOUT,
          ROLLOUT,
          CONFIRM_TRAFFIC_INCREASE,
          CONFIRM_PROMOTION,
          POST_ROLLOUT ->
          hooks(gate).size();
    };
  }

  CanaryEffect effect(CanaryState state, Gate gate, int index) {
    return switch (gate) {
      case METRIC -> new CanaryEffect.Measure(metrics(state).get(index));
      case JUDGE -> judge(state);
      case CONFIRM_ROLLOUT,
          ROLLBACK,
          PRE_ROLLOUT,
          ROLLOUT,
          CONFIRM_TRAFFIC_INCREASE,
          CONFIRM_PROMOTION,
          POST_ROLLOUT ->
          new CanaryEffect.Call(hooks(gate).get(index), toldPhase(state));
    };
  }

  /** After the promotion the new version has everything, under the primary's name. */
  CanaryEffect judge(CanaryState state) {
    if (state.phase() == Phase.FINALISING) {
      return new CanaryEffect.Judge(100);
    }
    boolean chosen = analysis.shift() instanceof Shift.Matching;
    boolean unweighed = state.mirrored() || (chosen && state.weight() > 0);
    // Before it gets anything it is judged as if it had the least: that tells when it is silent.
    return new CanaryEffect.Judge(unweighed ? CanaryEffect.UNWEIGHED : Math.max(1, state.weight()));
  }

  /** Flagger tells every webhook before the end that the canary progresses. */
  private static Phase toldPhase(CanaryState state) {
    return switch (state.phase()) {
      case SUCCEEDED, FAILED, WAITING_PROMOTION, FINALISING -> state.phase();
      case INITIALIZING, INITIALIZED, WAITING, PROGRESSING, PROMOTING, TERMINATING, TERMINATED ->
          Phase.PROGRESSING;
    };
  }

  /** Flagger measures what is built in before what templates say. */
  List<CanaryMetric> metrics(CanaryState state) {
    boolean staged = state.phase().isAnalysed() && state.weight() > 0;
    List<CanaryMetric> all = staged ? analysis.metricsAt(state.weight()) : analysis.metrics();
    return all.stream()
        .sorted(
            Comparator.comparing(metric -> metric.source() instanceof CanaryMetric.Source.Template))
        .toList();
  }

  List<Hook> hooks(Gate gate) {
    return switch (gate) {
      case CONFIRM_ROLLOUT -> analysis.hooks(Hook.Type.CONFIRM_ROLLOUT);
      case ROLLBACK -> analysis.hooks(Hook.Type.ROLLBACK);
      case PRE_ROLLOUT -> analysis.hooks(Hook.Type.PRE_ROLLOUT);
      case ROLLOUT -> analysis.hooks(Hook.Type.ROLLOUT);
      case CONFIRM_TRAFFIC_INCREASE -> analysis.hooks(Hook.Type.CONFIRM_TRAFFIC_INCREASE);
      case CONFIRM_PROMOTION -> analysis.hooks(Hook.Type.CONFIRM_PROMOTION);
      case POST_ROLLOUT -> analysis.hooks(Hook.Type.POST_ROLLOUT);
      case METRIC, JUDGE -> List.of();
    };
  }
}
