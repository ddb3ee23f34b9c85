// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.controller.Interval;
import dev.ballast.server.board.Trend;
import dev.ballast.server.rollout.Rollout;
import dev.ballast.stats.sequential.ArmCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What both versions answered while one was rolled out, and how much of the traffic it had. */
final class RolloutCharts {

  private static final int MOST_POINTS = 120;
  private static final Duration LEAST_STEP = Duration.ofSeconds(1);

  private RolloutCharts() {}

  /**
   * @param changes of its service since the rollout began, oldest first
   * @param limits thresholds of the error rate by their words
   */
  static List<Chart> of(
      Rollout rollout, List<Milestone> changes, Map<String, Double> limits, Sight sight) {
    List<Interval> seen = rollout.seen();
    if (seen.isEmpty()) {
      return List.of();
    }
    Instant start = rollout.started();
    Instant end = end(rollout, sight);
    Grid grid = Grid.of(start, end, rollout.canary().analysis().interval());
    List<Milestone> own =
        changes.stream().filter(change -> !change.at().isAfter(grid.end())).toList();
    ChartMaker maker = new ChartMaker(sight, start, grid.end(), own, List.of());
    String over = "the rollout's " + Sight.duration(Duration.between(start, end));
    return List.of(
        maker
            .draw(
                new ChartMaker.Wish("Errors", "share of requests", Sight::percent, 0.01, limits),
                rates(rollout, grid))
            .over(over),
        maker
            .draw(
                new ChartMaker.Wish(
                    "Weight", "canary's share of the traffic", Sight::budget, 1, Map.of()),
                Map.of(rollout.state().applied(), weights(own, grid)))
            .over(over));
  }

  /** Until now while it is under way, else until its end. */
  private static Instant end(Rollout rollout, Sight sight) {
    Instant last = rollout.seen().getLast().to();
    CanaryState state = rollout.state();
    Instant until = state.phase().isUnderWay() ? sight.now() : state.changed();
    return until.isAfter(last) ? until : last;
  }

  private static Map<String, Trend> rates(Rollout rollout, Grid grid) {
    ArmCounts[] counts = new ArmCounts[grid.points()];
    Arrays.fill(counts, ArmCounts.NONE);
    for (Interval interval : rollout.seen()) {
      int at = grid.of(interval.to());
      counts[at] = counts[at].plus(interval.counts().getFirst());
    }
    double[] canary = Arrays.stream(counts).mapToDouble(ArmCounts::canaryRate).toArray();
    double[] baseline = Arrays.stream(counts).mapToDouble(ArmCounts::baselineRate).toArray();
    CanaryState state = rollout.state();
    boolean over = RolloutWords.isOver(state);
    Map<String, Trend> trends = new LinkedHashMap<>();
    trends.put(
        (over ? state.previous() : state.promoted()) + " baseline",
        new Trend(grid.start(), grid.step(), joined(baseline)));
    trends.put(state.applied() + " canary", new Trend(grid.start(), grid.step(), joined(canary)));
    return trends;
  }

  /**
   * A look that came a moment late falls behind its place on the grid: a single empty place between
   * two others is no gap in what is known.
   */
  private static double[] joined(double[] values) {
    double[] joined = values.clone();
    for (int i = 1; i + 1 < values.length; i++) {
      if (Double.isNaN(values[i])) {
        joined[i] = (values[i - 1] + values[i + 1]) / 2;
      }
    }
    return joined;
  }

  /** As the changes say it, so finely that its steps look like steps. */
  private static Trend weights(List<Milestone> changes, Grid grid) {
    Duration step = Duration.between(grid.start(), grid.end()).dividedBy(MOST_POINTS);
    double[] weights = new double[MOST_POINTS + 1];
    for (int i = 0; i < weights.length; i++) {
      Instant at = grid.start().plus(step.multipliedBy(i));
      weights[i] =
          changes.stream()
              .filter(change -> !Double.isNaN(change.share()) && !change.at().isAfter(at))
              .mapToDouble(Milestone::share)
              .reduce(Double.NaN, (_, share) -> share);
    }
    return new Trend(grid.start(), step, weights);
  }

  /** Even steps over the rollout, at least as long as its interval. */
  private record Grid(Instant start, Duration step, int points) {

    static Grid of(Instant start, Instant end, Duration interval) {
      Duration whole = Duration.between(start, end);
      Duration step = whole.dividedBy(MOST_POINTS);
      step = step.compareTo(interval) < 0 ? interval : step;
      step = step.compareTo(LEAST_STEP) < 0 ? LEAST_STEP : step;
      return new Grid(start, step, (int) Math.ceilDiv(whole.toMillis(), step.toMillis()) + 1);
    }

    Instant end() {
      return start.plus(step.multipliedBy(Math.max(1, points - 1)));
    }

    int of(Instant at) {
      long behind = Math.round((double) Duration.between(start, at).toMillis() / step.toMillis());
      return Math.clamp(behind, 0, points - 1);
    }
  }
}
