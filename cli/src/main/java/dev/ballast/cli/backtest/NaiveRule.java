// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.backtest;

import dev.ballast.stats.Gaps;
import java.util.Arrays;

/** Rules that know no probability: a forecast, and the step at which it reaches the limit. */
final class NaiveRule {

  private NaiveRule() {}

  /** Holt-Winters, given the right season. */
  static double[] holtWinters(Trial trial, int season) {
    return HoltWinters.forecast(Gaps.filled(trial.history()), season, trial.future().length);
  }

  /** Prometheus' predict_linear over a window as long as the horizon. */
  static double[] predictLinear(Trial trial) {
    double[] all = Gaps.filled(trial.history());
    int horizon = trial.future().length;
    int n = Math.min(all.length, Math.max(2, horizon));
    double[] y = Arrays.copyOfRange(all, all.length - n, all.length);
    double middle = (n - 1) / 2.0;
    double mean = Arrays.stream(y).average().orElse(0);
    double cross = 0;
    double square = 0;
    for (int t = 0; t < n; t++) {
      cross += (t - middle) * (y[t] - mean);
      square += (t - middle) * (t - middle);
    }
    double slope = square > 0 ? cross / square : 0;
    double[] line = new double[horizon];
    Arrays.setAll(line, h -> mean + slope * (n - 1 - middle + h + 1));
    return line;
  }

  /** Where a path first reaches a limit; its length when it does not. */
  static int first(double[] path, double limit) {
    for (int h = 0; h < path.length; h++) {
      if (path[h] >= limit) {
        return h;
      }
    }
    return path.length;
  }
}
