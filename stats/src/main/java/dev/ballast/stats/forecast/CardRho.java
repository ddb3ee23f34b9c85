// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import dev.ballast.stats.linear.LeastSquares;
import java.util.Arrays;

/**
 * Continues by a first-order autoregression with a mean per phase of the season and harmonics of a
 * second period; without a season and close to a unit root, by the last value.
 *
 * <p>Note. Phase means are taken out of both sides instead of being columns, which gives the same
 * coefficients (Frisch and Waugh 1933) in O(n) instead of O(n m^2).
 */
final class CardRho {

  private static final int HARMONICS = 4;
  private static final double RIDGE = 1e-9;
  private static final double UNIT_ROOT = 0.95;

  private CardRho() {}

  static double[] forecast(double[] y, int m, int second, int horizon) {
    int n = y.length;
    Harmonics harmonics = new Harmonics(second, second > 1 ? HARMONICS : 0);
    int k = 1 + harmonics.columns();
    double[][] means = phaseMeans(y, m, harmonics);
    LeastSquares fit = new LeastSquares(k);
    double[] row = new double[k];
    for (int t = 1; t < n; t++) {
      row[0] = y[t - 1];
      harmonics.fill(row, 1, t);
      double[] mean = means[t % m];
      for (int i = 0; i < k; i++) {
        row[i] -= mean[i];
      }
      fit.add(row, y[t] - mean[k], 1);
    }
    double[] b = fit.solve(RIDGE);
    double[] result = new double[horizon];
    double last = y[n - 1];
    if (m == 1 && b[0] > UNIT_ROOT) {
      Arrays.fill(result, last);
      return result;
    }
    for (int h = 0; h < horizon; h++) {
      row[0] = last;
      harmonics.fill(row, 1, n + h);
      double[] mean = means[(n + h) % m];
      double value = mean[k];
      for (int i = 0; i < k; i++) {
        value += b[i] * (row[i] - mean[i]);
      }
      last = value;
      result[h] = value;
    }
    return result;
  }

  /** Means of the regressors and, last, of the response, for each phase. */
  private static double[][] phaseMeans(double[] y, int m, Harmonics harmonics) {
    int k = 1 + harmonics.columns();
    double[][] means = new double[m][k + 1];
    int[] counts = new int[m];
    double[] row = new double[k + 1];
    for (int t = 1; t < y.length; t++) {
      row[0] = y[t - 1];
      harmonics.fill(row, 1, t);
      row[k] = y[t];
      double[] mean = means[t % m];
      for (int i = 0; i <= k; i++) {
        mean[i] += row[i];
      }
      counts[t % m]++;
    }
    for (int phase = 0; phase < m; phase++) {
      int count = Math.max(1, counts[phase]);
      double[] mean = means[phase];
      Arrays.setAll(mean, i -> mean[i] / count);
    }
    return means;
  }
}
