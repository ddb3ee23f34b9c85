// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import java.util.Arrays;

/** Small statistics that a few odd samples do not move. */
final class Robust {

  private static final double MAD_TO_SIGMA = 1.4826;

  private Robust() {}

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  static double deviation(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }

  static double median(double[] values) {
    return quantile(values, 0.5);
  }

  /** Linear between order statistics; NaN of nothing. */
  static double quantile(double[] values, double q) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return ofSorted(sorted, q);
  }

  /** The same of values in ascending order. */
  static double ofSorted(double[] sorted, double q) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double rank = q * (sorted.length - 1);
    int below = (int) Math.floor(rank);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }

  /** The median absolute deviation in units of a normal distribution's sigma. */
  static double spread(double[] values) {
    return spread(values, median(values));
  }

  /** The same of values whose median is known. */
  static double spread(double[] values, double median) {
    double[] away = new double[values.length];
    for (int i = 0; i < away.length; i++) {
      away[i] = Math.abs(values[i] - median);
    }
    return MAD_TO_SIGMA * median(away);
  }

  /** What a value is above {@code free}, so compressed that no single number outshouts others. */
  static double surprise(double z, double free, double most) {
    return Math.log1p(Math.max(0, Math.min(z, most) - free));
  }
}
