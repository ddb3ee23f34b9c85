// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.linear;

/**
 * Ordinary least squares with a whisper of ridge, so that collinear columns never fail.
 *
 * <p>Note. Normal equations X'X b = X'y, accumulated row by row (O(rows k^2) time, O(k^2) space)
 * and solved by Cholesky's decomposition after adding {@code ridge * trace / k} to the diagonal.
 */
public final class LeastSquares {

  private final int k;
  private final double[] gram;
  private final double[] moment;

  /** For k coefficients. */
  public LeastSquares(int k) {
    this.k = k;
    this.gram = new double[k * k];
    this.moment = new double[k];
  }

  /** Adds one row of k regressors with its response and weight. */
  public void add(double[] row, double response, double weight) {
    for (int i = 0; i < k; i++) {
      double scaled = row[i] * weight;
      if (scaled == 0) {
        continue;
      }
      moment[i] += scaled * response;
      int base = i * k;
      for (int j = 0; j <= i; j++) {
        gram[base + j] += scaled * row[j];
      }
    }
  }

  /** The scalar product: what coefficients say of a row. */
  public static double dot(double[] coefficients, double[] row) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += coefficients[i] * row[i];
    }
    return sum;
  }

  /** The coefficients; all zero when there is nothing to learn from. */
  public double[] solve(double ridge) {
    double trace = 0;
    for (int i = 0; i < k; i++) {
      trace += gram[i * k + i];
    }
    double extra = Math.max(ridge * trace / k, 1e-300);
    double[] lower = new double[k * k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = gram[i * k + j] + (i == j ? extra : 0);
        for (int m = 0; m < j; m++) {
          sum -= lower[i * k + m] * lower[j * k + m];
        }
        lower[i * k + j] = i == j ? Math.sqrt(Math.max(sum, extra * 1e-6)) : sum / lower[j * k + j];
      }
    }
    double[] x = new double[k];
    for (int i = 0; i < k; i++) {
      double sum = moment[i];
      for (int m = 0; m < i; m++) {
        sum -= lower[i * k + m] * x[m];
      }
      x[i] = sum / lower[i * k + i];
    }
    for (int i = k - 1; i >= 0; i--) {
      double sum = x[i];
      for (int m = i + 1; m < k; m++) {
        sum -= lower[m * k + i] * x[m];
      }
      x[i] = sum / lower[i * k + i];
    }
    return x;
  }
}
