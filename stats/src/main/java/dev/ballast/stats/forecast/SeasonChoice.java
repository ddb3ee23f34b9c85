// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import dev.ballast.stats.season.Periods;
import dev.ballast.stats.season.SeasonSearch;
import java.util.List;

/**
 * Which of several possible seasons forecasts best.
 *
 * <p>Note. Autocorrelation proposes, rolling origins decide: the cheapest members are back-tested
 * with each candidate, and a season must do better than none. O(n) per candidate and origin.
 */
final class SeasonChoice {

  private static final List<Forecaster> PROBES = List.of(new Card(), new ProfileAr(0.9));

  private SeasonChoice() {}

  static Periods of(double[] y, int declared, int horizon) {
    if (declared > 1) {
      return tested(SeasonSearch.completed(declared, y.length), y.length, horizon);
    }
    Periods best = Periods.NONE;
    double least = error(y, best, horizon);
    for (int candidate : SeasonSearch.candidates(y)) {
      Periods periods = tested(SeasonSearch.completed(candidate, y.length), y.length, horizon);
      double error = error(y, periods, horizon);
      if (error < least) {
        best = periods;
        least = error;
      }
    }
    return best;
  }

  /** A second period that leaves no room for a back-test costs more evidence than it gives. */
  private static Periods tested(Periods periods, int n, int horizon) {
    return periods.second() > 1 && n - horizon < 2 * periods.second() + 2
        ? new Periods(periods.first(), 1)
        : periods;
  }

  private static double error(double[] y, Periods periods, int horizon) {
    Backtest backtest = Backtest.of(y, periods, PROBES, horizon);
    double least = Double.POSITIVE_INFINITY;
    for (int m = 0; m < PROBES.size(); m++) {
      least = Math.min(least, backtest.error(m));
    }
    return least;
  }
}
