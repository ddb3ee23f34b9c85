// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.score;

/**
 * What an alert at each row of one series is worth, before the profile's weights.
 *
 * <p>Inside a window of w rows whose last is r, row i is worth s(-(r - i + 1) / w) / s(-1) with
 * s(x) = 2 / (1 + e^(5x)) - 1, so 1 at the first row and little at the last. Outside it costs s(d),
 * d being the distance to the end of the last window in window widths, and all of it, -1, before
 * the first window and beyond three widths.
 *
 * <p>Lavin and Ahmad, Evaluating Real-time Anomaly Detection Algorithms: the Numenta Anomaly
 * Benchmark, 2015, as its reference scorer computes it. O(rows).
 */
final class NabRows {

  /** In {@link #window} of a row outside all windows. */
  static final int OUTSIDE = -1;

  /** In {@link #window} of a row in probation. */
  static final int IGNORED = -2;

  final double[] worth;
  final int[] window;

  NabRows(NabSeries series) {
    int rows = series.scores().length;
    worth = new double[rows];
    window = new int[rows];
    int next = 0;
    for (int row = 0; row < rows; row++) {
      if (next < series.windows().size() && row > series.windows().get(next).last()) {
        next++;
      }
      boolean inside = next < series.windows().size() && row >= series.windows().get(next).first();
      worth[row] =
          inside
              ? inside(series.windows().get(next), row)
              : next == 0 ? -1 : after(series.windows().get(next - 1), row);
      window[row] = row < series.probation() ? IGNORED : inside ? next : OUTSIDE;
    }
  }

  private static double inside(NabWindow window, int row) {
    return sigmoid(-(window.last() - row + 1.0) / window.width()) / sigmoid(-1);
  }

  private static double after(NabWindow window, int row) {
    double widths = (row - window.last()) / (window.width() - 1.0);
    return widths > 3 ? -1 : sigmoid(widths);
  }

  private static double sigmoid(double x) {
    return 2 / (1 + Math.exp(5 * x)) - 1;
  }
}
