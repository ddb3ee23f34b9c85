// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Phase;
import dev.ballast.control.rollout.Question;
import dev.ballast.control.rollout.Stage;
import dev.ballast.control.rollout.controller.Interval;
import dev.ballast.control.rollout.controller.Pace;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.CanaryAnalysis;
import dev.ballast.server.rollout.GateKeeping;
import dev.ballast.server.rollout.Heard;
import dev.ballast.server.rollout.Rollout;
import dev.ballast.server.rollout.Rollouts;
import dev.ballast.stats.sequential.ArmCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rollout in the API.
 *
 * @param phase in Flagger's word
 * @param revision that is, or was last, rolled out
 * @param primary the revision in use
 * @param gets what the new version gets, in words: a share, the requests that match, or copies
 * @param waitingFor the open question or the gate that is shut, in words; empty when none is
 * @param waitingGate the name of that gate, to be approved; empty when it is none
 * @param gate what the error budget said last
 * @param warnings what is accepted and yet not as somebody may believe
 * @param trouble what keeps it from going on; empty when nothing does
 * @param because why the last check failed, or the rollout did, in words; empty when nothing did
 * @param pausedBy who keeps its weight where it is; absent when nobody does, or nobody knows
 * @param note why what was asked for was not done, since it is so already; else empty
 * @param counts of both arms since the rollout began, by metric
 * @param intervals what the judge rests on; only in the answer for one rollout
 */
public record RolloutJson(
    String namespace,
    String name,
    String service,
    String target,
    String mode,
    String phase,
    String revision,
    String primary,
    String previous,
    int weight,
    String gets,
    boolean mirrored,
    int iterations,
    int failedChecks,
    int threshold,
    boolean paused,
    @Nullable String pausedBy,
    @Nullable Instant pausedAt,
    boolean suspended,
    List<StageJson> stages,
    double stageWatchedSeconds,
    String strategy,
    @Nullable Double worstCost,
    boolean affordable,
    List<String> remarks,
    List<String> warnings,
    String waitingFor,
    String waitingGate,
    @Nullable VerdictJson verdict,
    String gate,
    String trouble,
    String because,
    String note,
    double intervalSeconds,
    double bakeSeconds,
    @Nullable Instant startedAt,
    Instant changedAt,
    @Nullable Instant nextCheckAt,
    @Nullable CountsJson counts,
    @Nullable List<IntervalJson> intervals) {

  /** One weight and whether it is done, skipped, now, next, failed or not reached. */
  public record StageJson(int weight, double dwellSeconds, String state) {}

  /** The judge's last word. */
  public record VerdictJson(
      String name, String text, String metric, double eValue, double limit, Instant at) {

    static VerdictJson of(Heard heard) {
      return new VerdictJson(
          heard.name(), heard.text(), heard.metric(), heard.eValue(), heard.limit(), heard.at());
    }
  }

  /** Requests and bad ones of both arms. */
  public record CountsJson(long baselineTotal, long baselineBad, long canaryTotal, long canaryBad) {

    static CountsJson of(ArmCounts counts) {
      return new CountsJson(
          counts.baselineTotal(), counts.baselineBad(), counts.canaryTotal(), counts.canaryBad());
    }
  }

  /** One look of the judge: what was counted by its first metric. */
  public record IntervalJson(Instant from, Instant to, int weight, CountsJson counts) {}

  static RolloutJson of(Rollouts.View view, boolean whole) {
    Rollout rollout = view.rollout();
    Canary canary = rollout.canary();
    CanaryAnalysis analysis = canary.analysis();
    CanaryState state = rollout.state();
    Pace pace = rollout.pace();
    return new RolloutJson(
        rollout.name().namespace(),
        rollout.name().name(),
        canary.service(),
        canary.target(),
        word(canary.mode()),
        state.phase().word(),
        state.applied(),
        state.promoted(),
        state.previous(),
        state.weight(),
        rollout.gets(),
        state.mirrored(),
        state.iterations(),
        state.failedChecks(),
        analysis.threshold(),
        state.paused(),
        rollout.pause().map(Rollout.Pause::actor).orElse(null),
        rollout.pause().map(Rollout.Pause::at).orElse(null),
        canary.suspended(),
        stages(rollout),
        state.stage().watched().toMillis() / 1000.0,
        pace.strategy(),
        Double.isNaN(pace.worst()) ? null : pace.worst(),
        pace.affordable(),
        pace.remarks(),
        rollout.warnings(),
        waitingFor(rollout),
        rollout.halt().map(GateKeeping.Halt::hook).orElse(""),
        rollout.heard().map(VerdictJson::of).orElse(null),
        rollout.gate(),
        view.trouble(),
        state.because(),
        view.note(),
        analysis.interval().toMillis() / 1000.0,
        canary.bake().toMillis() / 1000.0,
        rollout.started().equals(Instant.EPOCH) ? null : rollout.started(),
        state.changed(),
        time(view.next()),
        rollout.seen().isEmpty() ? null : CountsJson.of(all(rollout.seen())),
        whole ? rollout.seen().stream().map(RolloutJson::interval).toList() : null);
  }

  private static @Nullable Instant time(Instant at) {
    return at.equals(Instant.MIN) || at.equals(Instant.MAX) ? null : at;
  }

  private static IntervalJson interval(Interval seen) {
    return new IntervalJson(
        seen.from(), seen.to(), seen.weight(), CountsJson.of(seen.counts().getFirst()));
  }

  private static ArmCounts all(List<Interval> seen) {
    return seen.stream().map(i -> i.counts().getFirst()).reduce(ArmCounts.NONE, ArmCounts::plus);
  }

  private static List<StageJson> stages(Rollout rollout) {
    List<Stage> planned =
        rollout.pace().stages().isEmpty()
            ? Pace.written(rollout.canary())
            : rollout.pace().stages();
    CanaryState state = rollout.state();
    boolean begun = !rollout.started().equals(Instant.EPOCH);
    boolean over = begun && state.promoted().equals(state.applied()) && !state.applied().isEmpty();
    List<StageJson> stages = new ArrayList<>();
    for (Stage stage : planned) {
      stages.add(
          new StageJson(
              stage.weight(), stage.dwell().toMillis() / 1000.0, where(rollout, stage, over)));
    }
    return stages;
  }

  /** What a promotion by hand went past was not done. */
  private static String where(Rollout rollout, Stage stage, boolean over) {
    int weight = rollout.state().weight();
    if (over) {
      return stage.weight() <= rollout.reached() ? "done" : "skipped";
    }
    if (rollout.state().phase() == Phase.FAILED) {
      int reached = rollout.reached();
      return stage.weight() < reached
          ? "done"
          : stage.weight() == reached ? "failed" : "not_reached";
    }
    return stage.weight() < weight ? "done" : stage.weight() == weight ? "now" : "next";
  }

  private static String waitingFor(Rollout rollout) {
    if (rollout.state().asks()) {
      return "a person: nothing was found, and nothing was ruled out";
    }
    if (rollout.state().paused() && rollout.state().phase().isUnderWay()) {
      return "somebody to resume it";
    }
    Optional<GateKeeping.Halt> halt = rollout.halt();
    if (halt.isPresent()) {
      return "gate %s (%s)".formatted(halt.get().hook(), halt.get().type().word());
    }
    return rollout.state().question() instanceof Question.Open(var gate, int _)
        ? gate.name().toLowerCase(Locale.ROOT).replace('_', '-')
        : "";
  }

  private static String word(Canary.Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }
}
