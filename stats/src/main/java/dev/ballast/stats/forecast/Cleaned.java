// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import dev.ballast.stats.Gaps;
import java.util.Arrays;

/**
 * A series made fit for arithmetic: the newest values, gaps filled along the line between their
 * neighbours (the first and last values reach to the ends), divided by their mean size.
 *
 * @param values finite, of mean size one; at least one
 * @param unit what to multiply by to come back
 * @param missing how many values were filled in
 * @param known how many were there
 */
@SuppressWarnings("ArrayRecordComponent") // owned by one fit, never shared
record Cleaned(double[] values, double unit, int missing, int known) {

  private static final double LEAST = 1e-290;

  /** Of any values at all; at most the newest {@code most} are used. */
  static Cleaned of(double[] y, int most) {
    int from = first(y, Math.max(0, y.length - most));
    double[] given = Arrays.copyOfRange(y, Math.min(from, y.length), y.length);
    int missing = Gaps.count(given);
    int known = given.length - missing;
    if (known == 0) {
      return new Cleaned(new double[1], 1, y.length, 0);
    }
    double[] tail = Gaps.filled(given);
    double largest = Arrays.stream(tail).map(Math::abs).max().orElse(0);
    if (largest < LEAST) {
      return new Cleaned(new double[tail.length], 1, missing, known);
    }
    double size = Arrays.stream(tail).map(v -> Math.abs(v / largest)).average().orElse(1);
    double unit = Math.max(LEAST, largest * size);
    return new Cleaned(
        Arrays.stream(tail).map(v -> v / largest / size).toArray(), unit, missing, known);
  }

  /** The same with gaps filled from the same phase of the periods around them. */
  Cleaned refilled(double[] y, int period) {
    if (missing == 0 || period <= 1) {
      return this;
    }
    int n = values.length;
    int offset = y.length - n;
    double[] better = values.clone();
    for (int t = 0; t < n; t++) {
      if (!Double.isFinite(y[offset + t])) {
        double before = near(y, offset, t, -period);
        double after = near(y, offset, t, period);
        double mean =
            Double.isNaN(before) ? after : Double.isNaN(after) ? before : (before + after) / 2;
        better[t] = Double.isNaN(mean) ? values[t] : mean;
      }
    }
    return new Cleaned(better, unit, missing, known);
  }

  private double near(double[] y, int offset, int t, int step) {
    for (int i = t + step; i >= 0 && i < values.length; i += step) {
      if (Double.isFinite(y[offset + i])) {
        return values[i];
      }
    }
    return Double.NaN;
  }

  private static int first(double[] y, int from) {
    int first = from;
    while (first < y.length && !Double.isFinite(y[first])) {
      first++;
    }
    return first;
  }
}
