// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.backtest;

import dev.ballast.stats.forecast.Options;
import dev.ballast.stats.passage.Crossing;
import dev.ballast.stats.passage.Futures;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Sets limits, forecasts, and compares.
 *
 * <p>Note. A limit must not be made of the future that it is compared with, or a forecast that
 * knows nothing of that is punished for honesty: of a limit at the future peak itself nobody can
 * say more than perhaps. So limits stand where quantiles of the future peaks of the other half of
 * the set would put them, relative to each series' own level and variation; the highest is reached
 * by one in a hundred. The harder limits from a series' own future are scored apart.
 */
final class Backtest {

  private static final double[] QUANTILES = {0.1, 0.3, 0.5, 0.7, 0.9, 0.99};
  private static final double[] OWN = {0.5, 0.8, 0.95, 1};
  private static final double[] NEVER = {0.1, 0.5};
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** What came out of one series. */
  record Result(List<Outcome> outcomes, long cpuNanos, String course) {
    Result {
      outcomes = List.copyOf(outcomes);
    }
  }

  private final TrialSet set;
  private final double[] risesOfHalf;
  private final double[] risesOfOther;

  Backtest(TrialSet set) {
    this.set = set;
    this.risesOfHalf = rises(true);
    this.risesOfOther = rises(false);
  }

  private double[] rises(boolean half) {
    return set.trials().stream()
        .filter(trial -> trial.half() == half)
        .mapToDouble(Trial::rise)
        .sorted()
        .toArray();
  }

  Result of(Trial trial, long seed) {
    double[] history = trial.history();
    int horizon = trial.future().length;
    long start = THREADS.getCurrentThreadCpuTime();
    Options options = Options.of(horizon);
    Futures futures = Futures.of(history, options, Futures.PATHS, new SplittableRandom(seed));
    futures.passage(history, Crossing.of(trial.limit(0)));
    long nanos = THREADS.getCurrentThreadCpuTime() - start;
    double[] holtWinters = NaiveRule.holtWinters(trial, set.season());
    double[] linear = NaiveRule.predictLinear(trial);
    List<Outcome> outcomes = new ArrayList<>();
    for (boolean own : new boolean[] {false, true}) {
      for (double limit : own ? own(trial) : pooled(trial)) {
        if (trial.now() < limit) {
          outcomes.add(
              new Outcome(
                  trial.half(),
                  own,
                  futures.passage(history, Crossing.of(limit)),
                  NaiveRule.first(holtWinters, limit),
                  NaiveRule.first(linear, limit),
                  NaiveRule.first(trial.future(), limit)));
        }
      }
    }
    return new Result(outcomes, nanos, futures.course().getClass().getSimpleName());
  }

  private double[] pooled(Trial trial) {
    double[] others = trial.half() ? risesOfOther : risesOfHalf;
    double[] rises = others.length == 0 ? new double[] {trial.rise()} : others;
    return Arrays.stream(QUANTILES).map(q -> trial.limit(quantile(rises, q))).toArray();
  }

  private static double[] own(Trial trial) {
    double[] sorted = trial.future().clone();
    Arrays.sort(sorted);
    double range = sorted[sorted.length - 1] - sorted[0];
    List<Double> limits = new ArrayList<>();
    Arrays.stream(OWN).forEach(q -> limits.add(quantile(sorted, q)));
    Arrays.stream(NEVER).forEach(share -> limits.add(trial.peak() + share * range));
    return limits.stream().mapToDouble(Double::doubleValue).distinct().toArray();
  }

  private static double quantile(double[] sorted, double q) {
    double rank = q * (sorted.length - 1);
    int below = (int) Math.floor(rank);
    int above = Math.min(sorted.length - 1, below + 1);
    double share = rank - below;
    return sorted[below] * (1 - share) + sorted[above] * share;
  }
}
