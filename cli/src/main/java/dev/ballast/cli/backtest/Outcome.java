// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.backtest;

import dev.ballast.stats.passage.FirstPassage;

/**
 * One series against one limit: what was said and what came.
 *
 * @param half which half of the series it belongs to
 * @param own whether the limit was set from this series' own future
 * @param passage what we said
 * @param holtWinters the step that the Holt-Winters rule said; the horizon when never
 * @param linear the step that predict_linear said
 * @param truth the step at which it happened; the horizon when it did not
 */
record Outcome(
    boolean half, boolean own, FirstPassage passage, int holtWinters, int linear, int truth) {

  private static final double LEAST = 1e-3;
  private static final double INTERVAL = 0.1;

  int horizon() {
    return passage.horizon();
  }

  boolean breached() {
    return truth < horizon();
  }

  /** Mean over the steps of (probability by then - what is true by then)^2. */
  double brier() {
    double sum = 0;
    for (int h = 0; h < horizon(); h++) {
      double miss = passage.by(h) - (truth <= h ? 1 : 0);
      sum += miss * miss;
    }
    return sum / horizon();
  }

  /** The same for a rule that says no or yes: the share of the steps at which it is wrong. */
  double brier(int said) {
    return Math.abs(said - truth) / (double) horizon();
  }

  /** Mean over the steps of the negative logarithm of the probability of what came. */
  double logScore() {
    double sum = 0;
    for (int h = 0; h < horizon(); h++) {
      double p = Math.clamp(passage.by(h), LEAST, 1 - LEAST);
      sum -= Math.log(truth <= h ? p : 1 - p);
    }
    return sum / horizon();
  }

  /**
   * How much of the probability that was given to the true step lies between the 10 % and the 90 %
   * quantile: 80 % on average when dates are as sure as they say, with steps of any size and with
   * times beyond the horizon.
   */
  double within80() {
    double from = passage.by(truth - 1);
    double to = breached() ? passage.by(truth) : 1;
    if (to <= from) {
      return from >= INTERVAL && from <= 1 - INTERVAL ? 1 : 0;
    }
    double inside = Math.min(to, 1 - INTERVAL) - Math.max(from, INTERVAL);
    return Math.max(0, inside) / (to - from);
  }

  /** Whether the true step lies from p10 to p90, both included: more often than in 80 %. */
  boolean withinInclusive() {
    int low = passage.quantile(INTERVAL).orElse(horizon());
    int high = passage.quantile(1 - INTERVAL).orElse(horizon());
    return truth >= low && truth <= high;
  }
}
