// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import java.util.Arrays;

/**
 * The buckets of one classic histogram at one step: cumulative counts by upper bound. Reused from
 * step to step.
 */
final class Buckets {

  /** Relative difference of neighbours below which it is a rounding error, not observations. */
  private static final double TOLERANCE = 1e-12;

  private double[] bounds = new double[16];
  private double[] counts = new double[16];
  private int size;
  private boolean forced;

  void clear() {
    size = 0;
    forced = false;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Adds a bucket; bounds must not descend. Buckets of the same bound become one. */
  void add(double bound, double count) {
    if (size > 0 && bounds[size - 1] == bound) {
      counts[size - 1] += count;
      return;
    }
    if (size == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    bounds[size] = bound;
    counts[size++] = count;
  }

  /** Whether the last quantile had to lift counts that were below those of smaller buckets. */
  boolean wasForced() {
    return forced;
  }

  private boolean isComplete() {
    return size > 0 && bounds[size - 1] == Double.POSITIVE_INFINITY;
  }

  /**
   * The value below which a share of all observations lies, interpolated linearly; the lowest
   * bucket starts at 0 when its bound is positive.
   */
  double quantile(double q) {
    if (Double.isNaN(q)) {
      return Double.NaN;
    }
    if (q < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (q > 1) {
      return Double.POSITIVE_INFINITY;
    }
    if (!isComplete()) {
      return Double.NaN;
    }
    mend();
    if (size < 2 || counts[size - 1] == 0) {
      forced = false;
      return Double.NaN;
    }
    double rank = q * counts[size - 1];
    int b = 0;
    while (b < size - 1 && !(counts[b] >= rank)) {
      b++;
    }
    if (b == size - 1) {
      return bounds[size - 2];
    }
    if (b == 0 && bounds[0] <= 0) {
      return bounds[0];
    }
    double start = b == 0 ? 0 : bounds[b - 1];
    double below = b == 0 ? 0 : counts[b - 1];
    return start + (bounds[b] - start) * ((rank - below) / (counts[b] - below));
  }

  private void mend() {
    double before = counts[0];
    for (int i = 1; i < size; i++) {
      double difference = Math.abs(counts[i] - before);
      if (difference != 0 && difference / counts[i] <= TOLERANCE) {
        counts[i] = before;
      }
      before = counts[i];
    }
    double most = counts[0];
    for (int i = 1; i < size; i++) {
      if (counts[i] < most) {
        counts[i] = most;
        forced = true;
      } else {
        most = Math.max(most, counts[i]);
      }
    }
  }

  /**
   * The share of observations between two values; an infinitely wide bucket gives nothing of it.
   */
  double fraction(double lower, double upper) {
    if (!isComplete()) {
      return Double.NaN;
    }
    double all = counts[size - 1];
    if (all == 0 || Double.isNaN(all) || Double.isNaN(lower) || Double.isNaN(upper)) {
      return Double.NaN;
    }
    if (lower >= upper) {
      return 0;
    }
    double from = Math.min(rank(lower, true), all);
    double to = Math.min(rank(upper, false), all);
    return Math.max(0, to - from) / all;
  }

  /** How many observations are below a value. */
  private double rank(double value, boolean isLower) {
    double below = 0;
    for (int i = 0; i < size; i++) {
      double start = i > 0 ? bounds[i - 1] : bounds[0] > 0 ? 0 : Double.NEGATIVE_INFINITY;
      if (start >= value) {
        return below;
      }
      if (bounds[i] > value) {
        if (start == Double.NEGATIVE_INFINITY) {
          return isLower ? counts[i] : below;
        }
        return below + (counts[i] - below) * ((value - start) / (bounds[i] - start));
      }
      below = counts[i];
    }
    return counts[size - 1];
  }
}
