// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import java.util.Arrays;

/**
 * When a series left its past.
 *
 * <p>Note. What is usual is the median of the earlier part, since the later may already be odd; odd
 * is more than four robust deviations, and a quarter of the way to the worst, above it. From the
 * first odd step near the moment at which it was noticed we go back as long as no two steps in a
 * row are usual. O(n log n).
 */
final class Onsets {

  private static final double MAD_TO_SIGMA = 1.4826;
  private static final double DEVIATIONS = 4;
  private static final double OF_THE_WAY = 0.25;
  private static final double EARLIER = 0.6;
  private static final int FEWEST = 5;
  private static final double TINY = 1e-9;

  private Onsets() {}

  /**
   * The first odd step; -1 when none is.
   *
   * @param noticed the step at which somebody noticed
   */
  static int first(double[] values, int noticed) {
    int end = Math.clamp(noticed, 0, values.length);
    double[] past =
        Arrays.stream(values, 0, (int) Math.ceil(EARLIER * end)).filter(Double::isFinite).toArray();
    if (past.length < FEWEST) {
      return -1;
    }
    double usual = median(past);
    double spread =
        MAD_TO_SIGMA * median(Arrays.stream(past).map(v -> Math.abs(v - usual)).toArray());
    int from = past.length / 2;
    double worst =
        Arrays.stream(values, from, values.length)
            .filter(Double::isFinite)
            .max()
            .orElse(Double.NaN);
    double bound = usual + Math.max(DEVIATIONS * spread, OF_THE_WAY * (worst - usual)) + TINY;
    int start = -1;
    for (int i = Math.min(noticed, values.length - 1); i >= 0 && start < 0; i--) {
      start = values[i] >= bound ? i : -1;
    }
    for (int i = noticed; i < values.length && start < 0; i++) {
      start = values[i] >= bound ? i : -1;
    }
    int first = start;
    int quiet = 0;
    for (int i = start - 1; i >= 0 && quiet < 2; i--) {
      if (values[i] >= bound) {
        first = i;
        quiet = 0;
      } else if (Double.isFinite(values[i])) {
        quiet++;
      }
    }
    return first;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
