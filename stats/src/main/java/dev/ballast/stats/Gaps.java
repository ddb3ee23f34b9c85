// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats;

import java.util.Arrays;

/** Missing values of a series in equal steps: everything that is not finite. */
public final class Gaps {

  private Gaps() {}

  /**
   * A copy with gaps on the line between their neighbours; the first and the last value reach to
   * the ends. All zero when there is no value at all.
   */
  public static double[] filled(double[] y) {
    double[] filled = y.clone();
    int last = -1;
    for (int t = 0; t < y.length; t++) {
      if (Double.isFinite(y[t])) {
        fill(filled, last, t);
        last = t;
      }
    }
    Arrays.fill(filled, last + 1, y.length, last < 0 ? 0 : y[last]);
    return filled;
  }

  /** How many values are missing. */
  public static int count(double[] y) {
    return (int) Arrays.stream(y).filter(v -> !Double.isFinite(v)).count();
  }

  private static void fill(double[] y, int last, int next) {
    for (int i = last + 1; i < next; i++) {
      double share = (i - last) / (double) (next - last);
      y[i] = last < 0 ? y[next] : y[last] * (1 - share) + y[next] * share;
    }
  }
}
