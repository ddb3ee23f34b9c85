// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import dev.ballast.stats.season.Periods;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What each member would have said at earlier times.
 *
 * <p>Note. Rolling origins: parameters are learnt on what was known at the earliest origin and kept
 * (states and regressions follow the data), so that all origins of a member cost about one more
 * fit; Tashman (2000), "Out-of-sample tests of forecasting accuracy".
 *
 * @param values the whole history
 * @param origins lengths of the histories forecast from, newest first
 * @param forecasts by member, origin and step; the newest origins may see less than the horizon
 */
@SuppressWarnings("ArrayRecordComponent") // owned by one fit, never shared
record Backtest(double[] values, int[] origins, double[][][] forecasts) {

  static final int MOST_ORIGINS = 8;

  static Backtest of(double[] y, Periods periods, List<Forecaster> members, int horizon) {
    int[] origins = origins(y.length, horizon, periods);
    double[][][] forecasts = new double[members.size()][origins.length][];
    if (origins.length > 0) {
      int earliest = Arrays.stream(origins).min().getAsInt();
      double[] before = Arrays.copyOf(y, earliest);
      Periods known = periods.within(earliest);
      for (int m = 0; m < members.size(); m++) {
        Forecaster.Fitted fitted = members.get(m).fit(before, known);
        for (int i = 0; i < origins.length; i++) {
          int steps = Math.min(horizon, y.length - origins[i]);
          forecasts[m][i] = fitted.forecast(Arrays.copyOf(y, origins[i]), steps);
        }
      }
    }
    return new Backtest(y, origins, forecasts);
  }

  private static int[] origins(int n, int horizon, Periods periods) {
    int least =
        Math.max(
            periods.seasonal() ? 2 * periods.longest() + 2 : 6,
            Math.min(n / 2, 3 * periods.longest()));
    int step = Math.max(1, horizon / 2);
    List<Integer> origins = new ArrayList<>();
    for (int t = n - horizon; t >= least && origins.size() < MOST_ORIGINS; t -= step) {
      origins.add(t);
    }
    for (int t = Math.max(least, n - horizon);
        origins.isEmpty() && t < n && t < Math.max(least, n - horizon) + MOST_ORIGINS;
        t++) {
      origins.add(t);
    }
    return origins.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Mean absolute error of a member over all steps of all origins; infinite without any. */
  double error(int member) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < origins.length; i++) {
      double[] forecast = forecasts[member][i];
      for (int h = 0; h < forecast.length; h++) {
        sum += Math.abs(values[origins[i] + h] - forecast[h]);
        count++;
      }
    }
    double mean = sum / count;
    return Double.isFinite(mean) ? mean : Double.POSITIVE_INFINITY;
  }

  /** How many origins see the whole horizon. */
  int whole(int horizon) {
    return (int) Arrays.stream(origins).filter(t -> values.length - t >= horizon).count();
  }

  /** Errors (actual minus the members' median) by origin and step. */
  double[][] errors(int[] chosen) {
    double[][] errors = new double[origins.length][];
    for (int i = 0; i < origins.length; i++) {
      int origin = origins[i];
      double[][] each = new double[chosen.length][];
      for (int m = 0; m < chosen.length; m++) {
        each[m] = forecasts[chosen[m]][i];
      }
      double[] median = Combination.median(each);
      errors[i] = new double[median.length];
      Arrays.setAll(errors[i], h -> values[origin + h] - median[h]);
    }
    return errors;
  }
}
