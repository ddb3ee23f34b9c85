// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.reliability;

import java.util.Arrays;

/** What many simulated years say about one. */
public final class Sample {

  private final double[] sorted;
  private final double mean;
  private final double deviation;

  public Sample(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("values: none (expected: at least one)");
    }
    sorted = values.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (double value : sorted) {
      sum += value;
    }
    mean = sum / sorted.length;
    double squares = 0;
    for (double value : sorted) {
      squares += (value - mean) * (value - mean);
    }
    deviation = sorted.length < 2 ? 0 : Math.sqrt(squares / (sorted.length - 1));
  }

  public int size() {
    return sorted.length;
  }

  public double mean() {
    return mean;
  }

  public double deviation() {
    return deviation;
  }

  /** Of the mean. */
  public double standardError() {
    return deviation / Math.sqrt(sorted.length);
  }

  /** Interpolated between neighbours, Hyndman and Fan's type 7. */
  public double quantile(double share) {
    double rank = share * (sorted.length - 1);
    int below = (int) Math.floor(rank);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }

  /** The mean of the worst, highest values: {@code cvar(0.95)} of the worst 5 %. */
  public double cvar(double level) {
    double worst = (1 - level) * sorted.length;
    double left = Math.max(worst, 1e-9);
    double sum = 0;
    for (int i = sorted.length - 1; i >= 0 && left > 0; i--) {
      double weight = Math.min(1, left);
      sum += weight * sorted[i];
      left -= weight;
    }
    return sum / Math.max(worst, 1e-9);
  }

  /** The share of values at or below. */
  public double shareUpTo(double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return (double) low / sorted.length;
  }
}
