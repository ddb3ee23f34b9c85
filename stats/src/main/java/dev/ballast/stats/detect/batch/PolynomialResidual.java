// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.batch;

/**
 * POLY: how far each value lies from the polynomial through the values just before it.
 *
 * <p>A polynomial is fitted by least squares to the last {@code window} values and continued by one
 * step; the score is the distance from that forecast. Because the values are evenly spaced, the
 * forecast is one fixed weighted sum (Savitzky and Golay, 1964), so a point costs O(window) after
 * O(window · degree²) once. Strong on single spikes (Liu and Paparrizos, The Elephant in the Room:
 * TSB-AD, 2024: best mean rank of all). Scores have the unit of the values.
 */
public final class PolynomialResidual {

  private final double[] weights;

  /**
   * A forecaster of one step.
   *
   * @param degree 0 to 6
   * @param window values fitted, more than the degree
   */
  public PolynomialResidual(int degree, int window) {
    if (degree < 0 || degree > 6 || window <= degree) {
      throw new IllegalArgumentException(
          "degree, window: " + degree + ", " + window + " (expected: 0..6 and window > degree)");
    }
    this.weights = weights(degree, window);
  }

  /** Weights of the values from the oldest to the newest. */
  double[] weights() {
    return weights.clone();
  }

  /** Expected value of each row; NaN for the first {@code window} rows and after missing values. */
  public double[] expected(double[] values) {
    double[] expected = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double sum = i < weights.length ? Double.NaN : 0;
      for (int j = 0; i >= weights.length && j < weights.length; j++) {
        sum += weights[j] * values[i - weights.length + j];
      }
      expected[i] = sum;
    }
    return expected;
  }

  /** Distance of each value from its forecast; 0 where there is none. */
  public double[] scores(double[] values) {
    double[] expected = expected(values);
    double[] scores = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double distance = Math.abs(values[i] - expected[i]);
      scores[i] = Double.isFinite(distance) ? distance : 0;
    }
    return scores;
  }

  /**
   * The forecast is p(1) of the fit on [-1, 1): in Gram-Schmidt's orthogonal polynomials q the
   * weight of value x is the sum over k of q_k(x) q_k(next) / |q_k|².
   */
  private static double[] weights(int degree, int window) {
    double[][] basis = new double[degree + 1][window + 1];
    double[] weights = new double[window];
    for (int k = 0; k <= degree; k++) {
      for (int x = 0; x <= window; x++) {
        basis[k][x] = Math.pow(2.0 * x / window - 1, k);
      }
      for (int twice = 0; twice < 2; twice++) {
        for (int j = 0; j < k; j++) {
          double part = dot(basis[k], basis[j], window) / dot(basis[j], basis[j], window);
          for (int x = 0; x <= window; x++) {
            basis[k][x] -= part * basis[j][x];
          }
        }
      }
      double norm = dot(basis[k], basis[k], window);
      for (int x = 0; x < window; x++) {
        weights[x] += basis[k][x] * basis[k][window] / norm;
      }
    }
    return weights;
  }

  private static double dot(double[] a, double[] b, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
