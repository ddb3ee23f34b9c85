// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Stage;
import dev.ballast.control.rollout.controller.Interval;
import dev.ballast.control.rollout.controller.Pace;
import dev.ballast.model.ServiceName;
import dev.ballast.server.rollout.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The stages of a rollout, and where on the way it is, or ended. */
final class StageTrack {

  private static final int WHOLE = 100;

  private enum Where {
    DONE("done", "✓", "passed"),
    NOW("now", "▶", "now"),
    NEXT("next", "○", "to come"),
    SKIPPED("next", "»", "skipped"),
    MISSED("next", "–", "not reached"),
    FAILED("failed", "✕", "rolled back here");

    private final String css;
    private final String sign;
    private final String word;

    Where(String css, String sign, String word) {
      this.css = css;
      this.sign = sign;
      this.word = word;
    }
  }

  private StageTrack() {}

  static RolloutView.Track of(Rollout rollout, Happenings happenings) {
    List<Stage> stages =
        rollout.pace().stages().isEmpty()
            ? Pace.written(rollout.canary())
            : rollout.pace().stages();
    if (stages.isEmpty()) {
      return new RolloutView.Track(List.of(), "");
    }
    int reached = reached(rollout, happenings);
    List<RolloutView.Step> steps = new ArrayList<>();
    for (Stage stage : stages) {
      steps.add(step(stage, where(rollout, stage.weight(), reached), rollout.state()));
    }
    steps.add(last(rollout));
    String summary =
        steps.stream()
            .map(step -> step.weight() + " " + step.word())
            .collect(Collectors.joining(", "));
    return new RolloutView.Track(steps, summary);
  }

  private static RolloutView.Step step(Stage stage, Where where, CanaryState state) {
    Duration watched = state.stage().watched();
    boolean now = where == Where.NOW;
    return new RolloutView.Step(
        percent(stage.weight()),
        where.css,
        where.sign,
        where.word,
        now
            ? "%s of %s".formatted(Sight.duration(watched), Sight.duration(stage.dwell()))
            : Sight.duration(stage.dwell()),
        now ? share(watched, stage.dwell()) : where == Where.DONE ? "100" : "0");
  }

  private static String share(Duration watched, Duration dwell) {
    double share = (double) watched.toMillis() / Math.max(1, dwell.toMillis());
    return String.format(Locale.ROOT, "%.0f", Math.clamp(share, 0, 1) * WHOLE);
  }

  /** All of the traffic, which is the promotion. */
  private static RolloutView.Step last(Rollout rollout) {
    CanaryState state = rollout.state();
    boolean begun = !rollout.started().equals(Instant.EPOCH);
    Where where =
        switch (state.phase()) {
          case SUCCEEDED -> begun ? Where.DONE : Where.NEXT;
          case PROMOTING, FINALISING -> Where.NOW;
          case FAILED -> state.weight() == WHOLE ? Where.FAILED : Where.MISSED;
          case INITIALIZING,
              INITIALIZED,
              WAITING,
              PROGRESSING,
              WAITING_PROMOTION,
              TERMINATING,
              TERMINATED ->
              Where.NEXT;
        };
    Duration bake = rollout.canary().bake();
    return new RolloutView.Step(
        percent(WHOLE),
        where.css,
        where.sign,
        where.word,
        bake.isPositive() ? "kept warm " + Sight.duration(bake) : "promoted",
        where == Where.DONE ? "100" : "0");
  }

  private static Where where(Rollout rollout, int weight, int reached) {
    CanaryState state = rollout.state();
    return switch (state.phase()) {
      case PROGRESSING, WAITING_PROMOTION ->
          weight < state.weight() ? Where.DONE : weight == state.weight() ? Where.NOW : Where.NEXT;
      case PROMOTING, FINALISING, SUCCEEDED -> passed(rollout, weight);
      case FAILED ->
          weight < reached ? Where.DONE : weight == reached ? Where.FAILED : Where.MISSED;
      case INITIALIZING, INITIALIZED, WAITING, TERMINATING, TERMINATED -> Where.NEXT;
    };
  }

  /** What a promotion by hand went past was not watched. */
  private static Where passed(Rollout rollout, int weight) {
    if (rollout.started().equals(Instant.EPOCH)) {
      return Where.NEXT;
    }
    return weight <= rollout.reached() ? Where.DONE : Where.SKIPPED;
  }

  /** The largest share that it had; only asked for when that is not its share now. */
  private static int reached(Rollout rollout, Happenings happenings) {
    int judged = rollout.seen().stream().mapToInt(Interval::weight).max().orElse(0);
    if (rollout.state().phase().isUnderWay() || rollout.started().equals(Instant.EPOCH)) {
      return judged;
    }
    ServiceName service = new ServiceName(rollout.canary().service());
    double had =
        happenings.of(service, rollout.started()).stream()
            .filter(change -> change.kind() == Milestone.Kind.WEIGHT)
            .mapToDouble(Milestone::share)
            .max()
            .orElse(0);
    return Math.max(judged, (int) Math.round(had * WHOLE));
  }

  private static String percent(int weight) {
    return weight + "\u00a0%";
  }
}
