// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.batch;

/**
 * Sub-PCA: how little each stretch of a series resembles the shapes that are common in it.
 *
 * <p>All windows of {@code length} values become rows; each row is scored by the sum over the
 * principal components of its squared coordinate divided by the component's variance, so that a
 * coordinate along a shape that hardly ever occurs weighs most (Shyu and others, A novel anomaly
 * detection scheme based on principal component classifier, 2003; best of 40 methods on shapes in
 * TSB-AD, 2024). A point's score is the mean over the windows that hold it. Components whose
 * variance is below {@link #NEGLIGIBLE} of the largest are left out. O(n · length² + length³).
 */
public final class SubsequencePca {

  private static final double NEGLIGIBLE = 1e-9;

  private SubsequencePca() {}

  /**
   * Scores of all points, without unit, about {@code length} for ordinary ones.
   *
   * @param values finite ones; at least twice the length, else all scores are 0
   * @param length of a window, for example one period
   */
  public static double[] scores(double[] values, int length) {
    int windows = values.length - length + 1;
    if (length < 2 || windows < length) {
      return new double[values.length];
    }
    double[] mean = means(values, length, windows);
    SymmetricEigen components = SymmetricEigen.of(covariance(values, mean, windows));
    double[] rows = new double[windows];
    for (int k = 0; k < length; k++) {
      double variance = components.values()[k];
      if (!(variance > NEGLIGIBLE * components.values()[0])) {
        break;
      }
      for (int w = 0; w < windows; w++) {
        double coordinate = 0;
        for (int i = 0; i < length; i++) {
          coordinate += components.vectors()[k][i] * (values[w + i] - mean[i]);
        }
        rows[w] += coordinate * coordinate / variance;
      }
    }
    return spread(rows, length, values.length);
  }

  private static double[] means(double[] values, int length, int windows) {
    double[] mean = new double[length];
    for (int i = 0; i < length; i++) {
      for (int w = 0; w < windows; w++) {
        mean[i] += values[w + i] / windows;
      }
    }
    return mean;
  }

  private static double[][] covariance(double[] values, double[] mean, int windows) {
    int length = mean.length;
    double[][] covariance = new double[length][length];
    for (int i = 0; i < length; i++) {
      for (int j = i; j < length; j++) {
        double sum = 0;
        for (int w = 0; w < windows; w++) {
          sum += (values[w + i] - mean[i]) * (values[w + j] - mean[j]);
        }
        covariance[i][j] = sum / (windows - 1);
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }

  private static double[] spread(double[] rows, int length, int points) {
    double[] scores = new double[points];
    double sum = 0;
    for (int i = 0; i < points; i++) {
      sum += i < rows.length ? rows[i] : 0;
      sum -= i >= length ? rows[i - length] : 0;
      int first = Math.max(0, i - length + 1);
      scores[i] = sum / (Math.min(i, rows.length - 1) - first + 1);
    }
    return scores;
  }
}
