// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.reliability;

/**
 * What somebody knows of a number: the least, the most likely and the most. A beta distribution
 * between them with mean (low + 4 likely + high) / 6, Malcolm et al., Operations Research 1959.
 */
public final class Pert {

  private static final int STEPS = 512;

  private final double low;
  private final double likely;
  private final double high;
  private final double[] below = new double[STEPS + 1];

  public Pert(double low, double likely, double high) {
    if (!(low <= likely && likely <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new IllegalArgumentException(
          "range: %s, %s, %s (expected: low <= likely <= high)".formatted(low, likely, high));
    }
    this.low = low;
    this.likely = likely;
    this.high = high;
    integrate();
  }

  /** The density at the middle of each step, summed and scaled to 1. */
  private void integrate() {
    double width = high - low;
    if (width <= 0) {
      return;
    }
    double a = 4 * (likely - low) / width;
    double b = 4 * (high - likely) / width;
    for (int i = 0; i < STEPS; i++) {
      double x = (i + 0.5) / STEPS;
      below[i + 1] = below[i] + Math.pow(x, a) * Math.pow(1 - x, b);
    }
    double sum = below[STEPS];
    for (int i = 0; i <= STEPS; i++) {
      below[i] /= sum;
    }
  }

  public double mean() {
    return (low + 4 * likely + high) / 6;
  }

  /** The value that a share in [0, 1] stays at or below, to a thousandth of the range. */
  public double quantile(double share) {
    if (high <= low) {
      return low;
    }
    int i = 0;
    int last = STEPS;
    while (last - i > 1) {
      int middle = (i + last) >>> 1;
      if (below[middle] <= share) {
        i = middle;
      } else {
        last = middle;
      }
    }
    double step = below[i + 1] - below[i];
    double inside = step <= 0 ? 0 : Math.clamp((share - below[i]) / step, 0, 1);
    return low + (high - low) * (i + inside) / STEPS;
  }
}
