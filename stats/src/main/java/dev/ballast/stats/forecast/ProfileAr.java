// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import dev.ballast.stats.linear.LeastSquares;
import dev.ballast.stats.season.Periods;

/**
 * A profile of the longest period, newer periods counting more, and an autoregression of what the
 * profile leaves on its last values and the same phases before.
 *
 * <p>Note. The profile is the decayed mean per phase of the distance to a moving mean over one
 * period; the autoregression has lags 1, 2, 3, m, m+1 and the second period, by least squares.
 * Lagged regression on seasonal residuals is Taylor's (2010) and Doornik's (2020) way with double
 * seasons. O(n k^2) with k at most 6.
 */
final class ProfileAr implements Forecaster {

  private static final double RIDGE = 1e-6;

  private final double decay;

  /** With the weight that a phase keeps from one period to the next. */
  ProfileAr(double decay) {
    this.decay = decay;
  }

  @Override
  public String name() {
    return "profile AR " + decay;
  }

  @Override
  public Fitted fit(double[] history, Periods periods) {
    return (y, horizon) -> forecast(y, periods.within(y.length), horizon);
  }

  private double[] forecast(double[] y, Periods periods, int horizon) {
    int n = y.length;
    int period = periods.longest();
    double[] level = level(y, period);
    double[] profile = profile(y, level, period);
    double last = level[n - 1];
    double[] rest = new double[n + horizon];
    for (int t = 0; t < n; t++) {
      rest[t] = y[t] - profile[t % period] - last;
    }
    continueRest(rest, level, lags(periods), n);
    double[] result = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      result[h] = rest[n + h] + last + profile[(n + h) % period];
    }
    return result;
  }

  private static int[] lags(Periods periods) {
    int m = periods.first();
    if (!periods.seasonal()) {
      return new int[] {1, 2};
    }
    return periods.second() > 1
        ? new int[] {1, 2, 3, m, m + 1, periods.second()}
        : new int[] {1, 2, m, m + 1};
  }

  /** Decayed means per phase of the distance to the level, summing to zero. */
  private double[] profile(double[] y, double[] level, int period) {
    int n = y.length;
    double[] profile = new double[period];
    double[] weights = new double[period];
    double step = Math.pow(decay, 1.0 / period);
    double w = 1;
    for (int t = n - 1; t >= 0; t--, w *= step) {
      profile[t % period] += w * (y[t] - level[t]);
      weights[t % period] += w;
    }
    double total = 0;
    for (int i = 0; i < period; i++) {
      profile[i] = weights[i] > 0 ? profile[i] / weights[i] : 0;
      total += profile[i] / period;
    }
    for (int i = 0; i < period; i++) {
      profile[i] -= total;
    }
    return profile;
  }

  /** Fills the rest after n with its autoregression, learnt around the moving level. */
  private static void continueRest(double[] rest, double[] level, int[] lags, int n) {
    int k = lags.length;
    int longest = lags[k - 1];
    if (n - longest <= 3 * k) {
      return;
    }
    double last = level[n - 1];
    LeastSquares fit = new LeastSquares(k);
    double[] row = new double[k];
    for (int t = longest; t < n; t++) {
      double shift = last - level[t];
      for (int i = 0; i < k; i++) {
        row[i] = rest[t - lags[i]] + shift;
      }
      fit.add(row, rest[t] + shift, 1);
    }
    double[] b = fit.solve(RIDGE);
    for (int t = n; t < rest.length; t++) {
      double value = 0;
      for (int i = 0; i < k; i++) {
        value += b[i] * rest[t - lags[i]];
      }
      rest[t] = value;
    }
  }

  /** Moving mean over one period, at the ends the nearest whole one. */
  private static double[] level(double[] y, int period) {
    int n = y.length;
    double[] sums = new double[n + 1];
    for (int t = 0; t < n; t++) {
      sums[t + 1] = sums[t] + y[t];
    }
    double[] level = new double[n];
    for (int t = 0; t < n; t++) {
      int from = Math.max(0, Math.min(t - period / 2, n - period));
      int to = Math.min(n, from + period);
      level[t] = (sums[to] - sums[from]) / (to - from);
    }
    return level;
  }
}
