// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.score;

import java.util.Arrays;

/**
 * The raw score of one series as a function of the threshold: steps, from the highest threshold to
 * the lowest. Sorting once costs O(n log n); every threshold then costs O(log n).
 */
final class NabCurve {

  /** Distinct thresholds, falling. */
  final double[] thresholds;

  private final double[] raw;
  private final int[] detected;
  private final int[] falseAlerts;

  private final double nothing;
  private final int windows;

  NabCurve(NabSeries series, NabProfile profile) {
    NabRows rows = new NabRows(series);
    int[] order = order(series.scores(), rows.window);
    windows = series.windows().size();
    double[] best = new double[windows];
    Arrays.fill(best, -profile.falseNegative());
    boolean[] found = new boolean[windows];
    nothing = -profile.falseNegative() * windows;
    double[] level = new double[order.length];
    double[] sums = new double[order.length];
    int[] hits = new int[order.length];
    int[] wrong = new int[order.length];
    double sum = nothing;
    int hit = 0;
    int alerts = 0;
    int steps = 0;
    for (int i = 0; i < order.length; i++) {
      int row = order[i];
      int window = rows.window[row];
      if (window == NabRows.OUTSIDE) {
        sum += profile.falsePositive() * rows.worth[row];
        alerts++;
      } else {
        double worth = profile.truePositive() * rows.worth[row];
        sum += Math.max(0, worth - best[window]);
        best[window] = Math.max(best[window], worth);
        hit += found[window] ? 0 : 1;
        found[window] = true;
      }
      double score = series.scores()[row];
      if (i + 1 == order.length || series.scores()[order[i + 1]] != score) {
        level[steps] = score;
        sums[steps] = sum;
        hits[steps] = hit;
        wrong[steps++] = alerts;
      }
    }
    thresholds = Arrays.copyOf(level, steps);
    raw = Arrays.copyOf(sums, steps);
    detected = Arrays.copyOf(hits, steps);
    falseAlerts = Arrays.copyOf(wrong, steps);
  }

  /** The scored rows, the highest score first. */
  private static int[] order(double[] scores, int[] window) {
    long[] keys = new long[scores.length];
    int scored = 0;
    for (int row = 0; row < scores.length; row++) {
      if (window[row] != NabRows.IGNORED) {
        keys[scored++] = row;
      }
    }
    return Arrays.stream(keys, 0, scored)
        .boxed()
        .sorted((a, b) -> Double.compare(scores[b.intValue()], scores[a.intValue()]))
        .mapToInt(Long::intValue)
        .toArray();
  }

  double raw(double threshold) {
    int step = step(threshold);
    return step < 0 ? nothing : raw[step];
  }

  int detected(double threshold) {
    int step = step(threshold);
    return step < 0 ? 0 : detected[step];
  }

  int falseAlerts(double threshold) {
    int step = step(threshold);
    return step < 0 ? 0 : falseAlerts[step];
  }

  double nothing() {
    return nothing;
  }

  int windows() {
    return windows;
  }

  /** The last step at or above the threshold, or -1. */
  private int step(double threshold) {
    int low = -1;
    int high = thresholds.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (thresholds[middle] >= threshold) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
