// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.linear;

import java.util.function.ToDoubleFunction;

/**
 * Derivative-free minimisation inside a box.
 *
 * <p>Note. The downhill simplex of Nelder and Mead (1965) with the coefficients 1, 2, 1/2, 1/2;
 * points are clamped to the box, which is enough for smooth functions of up to about six
 * parameters. Cost: one or two evaluations per iteration. A value that is not finite counts as
 * worse than any other.
 */
public final class NelderMead {

  private NelderMead() {}

  /** The best point found after at most {@code evaluations} calls of the function. */
  public static double[] minimise(
      ToDoubleFunction<double[]> function,
      double[] start,
      double[] lower,
      double[] upper,
      int evaluations) {
    int n = start.length;
    double[][] points = new double[n + 1][];
    double[] values = new double[n + 1];
    points[0] = clamp(start.clone(), lower, upper);
    for (int i = 0; i < n; i++) {
      double[] point = points[0].clone();
      double step = 0.2 * (upper[i] - lower[i]);
      point[i] = point[i] + step > upper[i] ? point[i] - step : point[i] + step;
      points[i + 1] = clamp(point, lower, upper);
    }
    int used = 0;
    for (int i = 0; i <= n; i++) {
      values[i] = finite(function.applyAsDouble(points[i]));
      used++;
    }
    while (used < evaluations) {
      sort(points, values);
      if (values[n] - values[0] <= 1e-8 * (Math.abs(values[0]) + 1e-12)) {
        break;
      }
      double[] centre = centre(points, n);
      double[] reflected = along(centre, points[n], -1, lower, upper);
      double reflectedValue = finite(function.applyAsDouble(reflected));
      used++;
      if (reflectedValue < values[0]) {
        double[] expanded = along(centre, points[n], -2, lower, upper);
        double expandedValue = finite(function.applyAsDouble(expanded));
        used++;
        boolean better = expandedValue < reflectedValue;
        points[n] = better ? expanded : reflected;
        values[n] = better ? expandedValue : reflectedValue;
      } else if (reflectedValue < values[n - 1]) {
        points[n] = reflected;
        values[n] = reflectedValue;
      } else {
        double[] contracted = along(centre, points[n], 0.5, lower, upper);
        double contractedValue = finite(function.applyAsDouble(contracted));
        used++;
        if (contractedValue < values[n]) {
          points[n] = contracted;
          values[n] = contractedValue;
        } else {
          for (int i = 1; i <= n; i++) {
            points[i] = along(points[0], points[i], 0.5, lower, upper);
            values[i] = finite(function.applyAsDouble(points[i]));
            used++;
          }
        }
      }
    }
    sort(points, values);
    return points[0];
  }

  private static double[] centre(double[][] points, int n) {
    double[] centre = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        centre[j] += points[i][j] / n;
      }
    }
    return centre;
  }

  /** centre + factor * (point - centre), inside the box. */
  private static double[] along(
      double[] centre, double[] point, double factor, double[] lower, double[] upper) {
    double[] result = new double[centre.length];
    for (int i = 0; i < centre.length; i++) {
      result[i] = centre[i] + factor * (point[i] - centre[i]);
    }
    return clamp(result, lower, upper);
  }

  private static double[] clamp(double[] point, double[] lower, double[] upper) {
    for (int i = 0; i < point.length; i++) {
      point[i] = Math.clamp(point[i], lower[i], upper[i]);
    }
    return point;
  }

  private static void sort(double[][] points, double[] values) {
    for (int i = 1; i < values.length; i++) {
      double[] point = points[i];
      double value = values[i];
      int j = i - 1;
      for (; j >= 0 && values[j] > value; j--) {
        points[j + 1] = points[j];
        values[j + 1] = values[j];
      }
      points[j + 1] = point;
      values[j + 1] = value;
    }
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : Double.MAX_VALUE;
  }
}
