// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.score;

import dev.ballast.stats.season.SeasonalIndices;
import java.util.Arrays;

/**
 * The references that forecasts are measured against.
 *
 * <p>Note. Naive2 is the M competitions' benchmark: the last seasonally adjusted value, with its
 * season again, where the autocorrelation at the season stands out at 90 % (Makridakis et al.
 * 2020); else the last value. Competition data are positive, so indices are ratios; with values
 * that are not, differences.
 */
public final class Naive2 {

  private Naive2() {}

  public static double[] forecast(double[] history, int season, int horizon) {
    int n = history.length;
    double[] result = new double[horizon];
    if (!SeasonalIndices.present(history, season)) {
      Arrays.fill(result, history[n - 1]);
      return result;
    }
    boolean positive = Arrays.stream(history).min().orElse(0) > 0;
    SeasonalIndices indices = SeasonalIndices.of(history, season, positive);
    double level = indices.remove(history[n - 1], n - 1);
    Arrays.setAll(result, h -> indices.restore(level, n + h));
    return result;
  }

  /** The last season again and again; the last value where there is less than a season. */
  public static double[] seasonalNaive(double[] history, int season, int horizon) {
    int n = history.length;
    int period = n >= season ? Math.max(1, season) : 1;
    double[] result = new double[horizon];
    Arrays.setAll(result, h -> history[n - period + h % period]);
    return result;
  }
}
