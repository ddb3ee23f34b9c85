// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import dev.ballast.stats.season.Periods;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What each member would have said at earlier times.
 *
 * <p>Note. Rolling origins (Tashman 2000, "Out-of-sample tests of forecasting accuracy") over at
 * most the newer half of the history, up to sixteen horizons back. Parameters are learnt on what
 * was known at the earliest origin and kept; states and regressions follow the data. So all origins
 * of a member cost about one more fit.
 */
final class Backtest {

  private static final int MOST_ORIGINS = 16;
  private static final int MOST_WINDOWS = 16;
  private static final int LEAST_HISTORY = 6;

  private final double[] values;
  private final int horizon;

  /** Lengths of the histories forecast from, newest first. */
  private final int[] origins;

  /** By member, origin and step; an origin too new to see the whole horizon has fewer steps. */
  private final double[][][] forecasts;

  private Backtest(double[] values, int horizon, int[] origins, double[][][] forecasts) {
    this.values = values;
    this.horizon = horizon;
    this.origins = origins;
    this.forecasts = forecasts;
  }

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
    return new Backtest(y, horizon, origins, forecasts);
  }

  /** All periods should count at the earliest origin, if that leaves room for some origins. */
  private static int needed(int n, int horizon, Periods periods) {
    if (!periods.seasonal()) {
      return LEAST_HISTORY;
    }
    int all = periods.needed();
    return n - 2 * horizon >= all ? all : 2 * periods.longest() + 2;
  }

  private static int[] origins(int n, int horizon, Periods periods) {
    int least = Math.max(needed(n, horizon, periods), n / 2);
    int span = Math.min(n - horizon - least, MOST_WINDOWS * horizon);
    int step = Math.max(Math.max(1, horizon / 2), span / (MOST_ORIGINS - 1));
    List<Integer> origins = new ArrayList<>();
    for (int t = n - horizon; t >= least && origins.size() < MOST_ORIGINS; t -= step) {
      origins.add(t);
    }
    if (origins.isEmpty()) {
      for (int t = Math.max(least, n - horizon); t < n && origins.size() < MOST_ORIGINS; t++) {
        origins.add(t);
      }
    }
    return origins.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The longest horizon of which enough origins fit into the part that is forecast, at half a
   * horizon from each other; may be less than one.
   */
  static int longest(int n, Periods periods, int whole) {
    int least = Math.max(2 * periods.longest() + 2, n / 2);
    return 2 * (n - least) / (whole + 1);
  }

  int horizon() {
    return horizon;
  }

  int origins() {
    return origins.length;
  }

  /** How many origins see the whole horizon. */
  int whole() {
    return (int) Arrays.stream(origins).filter(t -> values.length - t >= horizon).count();
  }

  /** How many horizons fit into the part that was forecast: the evidence without overlaps. */
  double windows() {
    return origins.length == 0
        ? 0
        : (values.length - Arrays.stream(origins).min().getAsInt()) / (double) horizon;
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

  /** All members by their error; without any origin in their order, so seasonal naive first. */
  int[] bestFirst() {
    return IntStream.range(0, forecasts.length)
        .boxed()
        .sorted(Comparator.comparingDouble(this::error))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Errors (actual minus the median of the chosen members) by origin and step. */
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
      Arrays.setAll(errors[i], h -> finite(values[origin + h] - median[h]));
    }
    return errors;
  }

  private static double finite(double error) {
    return Double.isFinite(error) ? error : 0;
  }
}
