// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import dev.ballast.stats.linear.LeastSquares;
import dev.ballast.stats.season.Periods;
import java.util.Arrays;

/**
 * Calibrated average of two simple autoregressive forecasts.
 *
 * <p>Note. After Doornik, Castle, Hendry (2020), "Card forecasts for M4". <i>Delta</i> ({@link
 * CardDelta}) adds damped seasonal means of the differences; <i>rho</i> ({@link CardRho}) is an
 * AR(1) with seasonal means and harmonics of a second period. Their average is appended to the
 * history as if it were data, and the fitted values there of a richer autoregression (lags 1, m,
 * m+1, second period) are the forecast. O(n) but for constants.
 */
final class Card implements Forecaster {

  private static final int LEAST = 6;
  private static final int HARMONICS = 3;
  private static final double RIDGE = 1e-9;

  @Override
  public String name() {
    return "card";
  }

  @Override
  public Fitted fit(double[] history, Periods periods) {
    return (y, horizon) -> forecast(y, periods, horizon);
  }

  private static double[] forecast(double[] y, Periods periods, int horizon) {
    int n = y.length;
    if (n < LEAST) {
      return SeasonalNaive.repeated(y, periods.first(), horizon);
    }
    int m = periods.seasonal() && n >= 3 * periods.first() ? periods.first() : 1;
    int second = m > 1 ? periods.within(n).second() : 1;
    double[] delta = CardDelta.forecast(y, m, second, horizon);
    double[] rho = CardRho.forecast(y, m, second, horizon);
    double[] average = new double[horizon];
    Arrays.setAll(average, h -> (delta[h] + rho[h]) / 2);
    return calibrated(y, average, lags(n, m, second), second);
  }

  private static int[] lags(int n, int m, int second) {
    if (m == 1) {
      return new int[] {1, 2};
    }
    return second > 1 && n > second + 60
        ? new int[] {1, m, m + 1, second, second + 1}
        : new int[] {1, m, m + 1};
  }

  private static double[] calibrated(double[] y, double[] average, int[] lags, int second) {
    int n = y.length;
    int horizon = average.length;
    Harmonics harmonics = new Harmonics(second, second > 1 ? HARMONICS : 0);
    int longest = lags[lags.length - 1];
    int k = 1 + lags.length + harmonics.columns();
    if (n - longest < 2 * k) {
      return average;
    }
    double[] all = Arrays.copyOf(y, n + horizon);
    System.arraycopy(average, 0, all, n, horizon);
    LeastSquares fit = new LeastSquares(k);
    double[] row = new double[k];
    for (int t = longest; t < all.length; t++) {
      fill(row, all, t, lags, harmonics);
      fit.add(row, all[t], 1);
    }
    double[] b = fit.solve(RIDGE);
    double[] result = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      fill(row, all, n + h, lags, harmonics);
      result[h] = LeastSquares.dot(b, row);
    }
    return result;
  }

  private static void fill(double[] row, double[] all, int t, int[] lags, Harmonics harmonics) {
    row[0] = 1;
    for (int i = 0; i < lags.length; i++) {
      row[1 + i] = all[t - lags[i]];
    }
    harmonics.fill(row, 1 + lags.length, t);
  }
}
