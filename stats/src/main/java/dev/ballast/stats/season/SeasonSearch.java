// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.season;

import java.util.Arrays;
import java.util.Map;

/**
 * Which periods a series may have.
 *
 * <p>Note. Series repeat because clocks and calendars do, so the lengths of hours, days, weeks and
 * years in the usual sampling steps are tried. A period leaves a peak in the autocorrelation of
 * what a moving mean over that many steps leaves, where neither trend nor slow waves count. O(n)
 * per period.
 */
public final class SeasonSearch {

  private static final int[] CALENDAR = {
    7, 12, 24, 48, 52, 96, 144, 168, 288, 336, 365, 672, 720, 1008, 1440, 2016
  };

  /** The week of a day, in steps. */
  private static final Map<Integer, Integer> WEEKS =
      Map.of(24, 168, 48, 336, 96, 672, 144, 1008, 288, 2016, 1440, 10_080);

  private static final double EVIDENT = 0.2;
  private static final int LEAST_SEASONS = 3;

  private SeasonSearch() {}

  /** The period together with the week of it, if it is a day, as far as the series is long. */
  public static Periods completed(int period, int n) {
    int first = Math.max(1, period);
    return new Periods(first, WEEKS.getOrDefault(first, 1)).within(n);
  }

  /** Lengths of the calendar that leave a trace in the autocorrelation, shortest first. */
  public static int[] candidates(double[] y) {
    return Arrays.stream(CALENDAR)
        .filter(period -> y.length >= LEAST_SEASONS * period && strength(y, period) > EVIDENT)
        .toArray();
  }

  /** Autocorrelation at the period around a moving mean, if it is a peak; otherwise 0. */
  private static double strength(double[] y, int period) {
    Autocorrelation acf = new Autocorrelation(withoutLevel(y, period));
    double at = acf.at(period);
    int reach = Math.max(1, period / 6);
    double beside = Math.max(acf.at(period - reach), acf.at(period + reach));
    return at > Math.max(beside, acf.at(period / 2)) ? at : 0;
  }

  private static double[] withoutLevel(double[] y, int period) {
    int n = y.length;
    double[] sums = new double[n + 1];
    for (int t = 0; t < n; t++) {
      sums[t + 1] = sums[t] + y[t];
    }
    double[] rest = new double[n];
    Arrays.setAll(
        rest,
        t -> {
          int from = Math.max(0, Math.min(t - period / 2, n - period));
          int to = Math.min(n, from + period);
          return y[t] - (sums[to] - sums[from]) / (to - from);
        });
    return rest;
  }
}
