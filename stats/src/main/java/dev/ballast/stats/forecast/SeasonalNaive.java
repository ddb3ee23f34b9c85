// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import dev.ballast.stats.season.Periods;

/**
 * Repeats the last season; without a season, or with less than one of it, the last value. With
 * drift, the mean step of the history is added, the slope of the line through its ends.
 */
final class SeasonalNaive implements Forecaster {

  private final boolean drift;

  SeasonalNaive(boolean drift) {
    this.drift = drift;
  }

  @Override
  public String name() {
    return drift ? "seasonal naive with drift" : "seasonal naive";
  }

  @Override
  public Fitted fit(double[] history, Periods periods) {
    return (y, horizon) -> {
      double[] result = repeated(y, periods.first(), horizon);
      double slope = drift ? slope(y, periods.first()) : 0;
      int n = y.length;
      int period = n >= periods.first() ? periods.first() : 1;
      for (int h = 0; h < horizon; h++) {
        result[h] += slope * period * (1 + h / period);
      }
      return result;
    };
  }

  /** The last period again and again. */
  static double[] repeated(double[] y, int period, int horizon) {
    int n = y.length;
    int used = n >= period ? period : 1;
    double[] result = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      result[h] = y[n - used + h % used];
    }
    return result;
  }

  private static double slope(double[] y, int period) {
    int n = y.length;
    int used = n > 2 * period ? period : 1;
    if (n <= used) {
      return 0;
    }
    double first = 0;
    double last = 0;
    for (int i = 0; i < used; i++) {
      first += y[i] / used;
      last += y[n - 1 - i] / used;
    }
    return (last - first) / (n - used);
  }
}
