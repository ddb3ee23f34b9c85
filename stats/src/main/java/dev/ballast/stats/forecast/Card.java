// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import dev.ballast.stats.linear.LeastSquares;
import dev.ballast.stats.season.Periods;
import java.util.Arrays;

/**
 * Calibrated average of two simple autoregressive forecasts.
 *
 * <p>Note. After Doornik, Castle, Hendry (2020), "Card forecasts for M4". <i>Delta</i> adds damped
 * seasonal means of the differences, large ones set aside; <i>rho</i> is an AR(1) with seasonal
 * dummies and harmonics of a second period. Their average is appended to the history as if it were
 * data, and the fitted values there of a richer autoregression (lags 1, m, m+1, second period) are
 * the forecast. Three regressions of at most m + 14 columns: O(n m^2).
 */
final class Card implements Forecaster {

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
    if (n < 6) {
      return SeasonalNaive.repeated(y, periods.first(), horizon);
    }
    int m = periods.seasonal() && n >= 3 * periods.first() ? periods.first() : 1;
    int second = m > 1 ? periods.within(n).second() : 1;
    double[] delta = delta(y, m, second, horizon);
    double[] rho = rho(y, m, second, horizon);
    double[] average = new double[horizon];
    Arrays.setAll(average, h -> (delta[h] + rho[h]) / 2);
    return calibrated(y, average, m, second);
  }

  private static double[] delta(double[] y, int m, int second, int horizon) {
    int n = y.length;
    double[] differences = new double[n - 1];
    double[] sizes = new double[n - 1];
    for (int t = 1; t < n; t++) {
      differences[t - 1] = y[t] - y[t - 1];
      sizes[t - 1] = Math.abs(differences[t - 1]);
    }
    Arrays.sort(sizes);
    double bound = sizes[(int) Math.min(sizes.length - 1, Math.ceil(sizes.length * 0.98))];
    double mean = 0;
    int kept = 0;
    for (double d : differences) {
      if (Math.abs(d) <= bound) {
        mean += d;
        kept++;
      }
    }
    mean = kept > 0 ? mean / kept : 0;
    int period = second > 1 ? second : m;
    double[] profile = profile(differences, period, m);
    double[] result = new double[horizon];
    double value = y[n - 1];
    double damp = m > 1 ? 0.5 : 0.9;
    double weight = 1;
    for (int h = 0; h < horizon; h++) {
      weight *= m > 1 ? Math.pow(damp, 1.0 / m) : damp;
      double step = period > 1 ? profile[(n - 1 + h) % period] : 0;
      value += step + mean * weight;
      result[h] = value;
    }
    return result;
  }

  /**
   * Seasonal means of the differences, summing to zero over the period; for a second period the
   * phase means are shrunk towards those of the first.
   */
  private static double[] profile(double[] d, int period, int m) {
    double[] profile = new double[period];
    if (period == 1) {
      return profile;
    }
    double[] own = means(d, period);
    double[] short1 = period == m ? own : means(d, m);
    int cycles = d.length / period;
    double trust = period == m ? 1 : cycles / (cycles + 1.0);
    double total = 0;
    for (int i = 0; i < period; i++) {
      profile[i] = trust * own[i] + (1 - trust) * short1[i % m];
      total += profile[i] / period;
    }
    for (int i = 0; i < period; i++) {
      profile[i] -= total;
    }
    return profile;
  }

  private static double[] means(double[] d, int period) {
    double[] sums = new double[period];
    double[] weights = new double[period];
    for (int t = 0; t < d.length; t++) {
      double weight = Math.pow(0.9, (d.length - 1 - t) / (double) period);
      sums[t % period] += weight * d[t];
      weights[t % period] += weight;
    }
    for (int i = 0; i < period; i++) {
      sums[i] = weights[i] > 0 ? sums[i] / weights[i] : 0;
    }
    return sums;
  }

  private static double[] rho(double[] y, int m, int second, int horizon) {
    int n = y.length;
    int harmonics = second > 1 ? 4 : 0;
    int k = 1 + Math.max(1, m) + 2 * harmonics;
    LeastSquares fit = new LeastSquares(k);
    double[] row = new double[k];
    for (int t = 1; t < n; t++) {
      fill(row, y[t - 1], t, m, second, harmonics);
      fit.add(row, y[t], 1);
    }
    double[] b = fit.solve(1e-9);
    if (m == 1 && b[0] > 0.95) {
      b = new double[] {1, 0};
    }
    double[] result = new double[horizon];
    double last = y[n - 1];
    for (int h = 0; h < horizon; h++) {
      fill(row, last, n + h, m, second, harmonics);
      double value = 0;
      for (int i = 0; i < k; i++) {
        value += b[i] * row[i];
      }
      last = value;
      result[h] = value;
    }
    return result;
  }

  private static void fill(double[] row, double lag, int t, int m, int second, int harmonics) {
    Arrays.fill(row, 0);
    row[0] = lag;
    row[1 + t % m] = 1;
    for (int j = 1; j <= harmonics; j++) {
      double angle = 2 * Math.PI * j * (t % second) / second;
      row[m + 2 * j - 1] = Math.sin(angle);
      row[m + 2 * j] = Math.cos(angle);
    }
  }

  private static double[] calibrated(double[] y, double[] average, int m, int second) {
    int n = y.length;
    int horizon = average.length;
    double[] all = Arrays.copyOf(y, n + horizon);
    System.arraycopy(average, 0, all, n, horizon);
    int[] lags =
        m > 1
            ? second > 1 && n > second + 60
                ? new int[] {1, m, m + 1, second, second + 1}
                : new int[] {1, m, m + 1}
            : new int[] {1, 2};
    int longest = lags[lags.length - 1];
    int harmonics = second > 1 ? 3 : 0;
    int k = 1 + lags.length + 2 * harmonics;
    if (n - longest < 2 * k) {
      return average;
    }
    LeastSquares fit = new LeastSquares(k);
    double[] row = new double[k];
    for (int t = longest; t < n + horizon; t++) {
      fillLags(row, all, t, lags, second, harmonics);
      fit.add(row, all[t], 1);
    }
    double[] b = fit.solve(1e-9);
    double[] result = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      fillLags(row, all, n + h, lags, second, harmonics);
      double value = 0;
      for (int i = 0; i < k; i++) {
        value += b[i] * row[i];
      }
      result[h] = value;
    }
    return result;
  }

  private static void fillLags(
      double[] row, double[] all, int t, int[] lags, int second, int harmonics) {
    row[0] = 1;
    for (int i = 0; i < lags.length; i++) {
      row[1 + i] = all[t - lags[i]];
    }
    for (int j = 1; j <= harmonics; j++) {
      double angle = 2 * Math.PI * j * (t % second) / second;
      row[lags.length + 2 * j - 1] = Math.sin(angle);
      row[lags.length + 2 * j] = Math.cos(angle);
    }
  }
}
