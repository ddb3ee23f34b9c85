// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.passage;

import java.util.Arrays;

/**
 * Finds since when a series has been following its present line.
 *
 * <p>Note. Of all ways to cut the series in two, each part with a least-squares line of its own,
 * the one with the smallest squared error counts as a change when it leaves at most {@value #LEFT}
 * of the error of one line, and what it leaves in the newer part looks like noise: a lag-1
 * autocorrelation of at most {@value #MEMORY}. The second condition is what keeps random walks, for
 * which two lines always fit much better than one, from being cut. A seasonal series is judged by
 * the means of its periods. O(n) with cumulative sums.
 */
final class Regime {

  private static final double LEFT = 0.2;
  private static final double MEMORY = 0.5;

  /** Square of what rounding leaves of values of size one. */
  private static final double ROUNDING = 1e-24;

  private static final int LEAST_PART = 12;
  private static final int LEAST_NEWER = 7;
  private static final int SEASONS = 3;

  private Regime() {}

  /**
   * Index of the first value of the present line; 0 when it has always been the same.
   *
   * @param y without gaps
   * @param season period in steps; 1 when there is none
   */
  static int start(double[] y, int season) {
    int blocks = y.length / season;
    int least = season > 1 ? Math.max(SEASONS, LEAST_PART / 2) : LEAST_PART;
    int newer = Math.min(least, LEAST_NEWER);
    double top = Arrays.stream(y).map(Math::abs).max().orElse(0);
    if (blocks < least + newer || !(top > 0) || Double.isInfinite(top)) {
      return 0;
    }
    int offset = y.length - blocks * season;
    double[] means = new double[blocks];
    for (int b = 0; b < blocks; b++) {
      for (int i = 0; i < season; i++) {
        means[b] += y[offset + b * season + i] / top / season;
      }
    }
    Lines lines = new Lines(means);
    int best = 0;
    double error = LEFT * lines.error(0, blocks);
    for (int cut = least; cut <= blocks - newer; cut++) {
      double both = lines.error(0, cut) + lines.error(cut, blocks);
      if (both < error) {
        error = both;
        best = cut;
      }
    }
    return best > 0 && lines.memory(best, blocks) <= MEMORY ? offset + best * season : 0;
  }

  /** Least-squares lines over any part of a series. */
  private static final class Lines {

    private final double[] y;
    private final double[] sum;
    private final double[] weighted;
    private final double[] squares;

    Lines(double[] y) {
      this.y = y;
      sum = new double[y.length + 1];
      weighted = new double[y.length + 1];
      squares = new double[y.length + 1];
      for (int t = 0; t < y.length; t++) {
        sum[t + 1] = sum[t] + y[t];
        weighted[t + 1] = weighted[t] + t * y[t];
        squares[t + 1] = squares[t] + y[t] * y[t];
      }
    }

    private double slope(int from, int to) {
      double n = to - from;
      double middle = (from + to - 1) / 2.0;
      double cross = weighted[to] - weighted[from] - middle * (sum[to] - sum[from]);
      return cross / (n * (n * n - 1) / 12);
    }

    double error(int from, int to) {
      double n = to - from;
      double total = sum[to] - sum[from];
      double slope = slope(from, to);
      double around = squares[to] - squares[from] - total * total / n;
      return Math.max(0, around - slope * slope * n * (n * n - 1) / 12);
    }

    /** Lag-1 autocorrelation of what the line leaves. */
    double memory(int from, int to) {
      double slope = slope(from, to);
      double mean = (sum[to] - sum[from]) / (to - from);
      double middle = (from + to - 1) / 2.0;
      double before = 0;
      double product = 0;
      double square = 0;
      for (int t = from; t < to; t++) {
        double rest = y[t] - mean - slope * (t - middle);
        product += rest * before;
        square += rest * rest;
        before = rest;
      }
      return square > ROUNDING * (to - from) ? product / square : 0;
    }
  }
}
