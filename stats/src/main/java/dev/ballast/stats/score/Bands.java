// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.score;

/** How good prediction intervals were. Steps whose actual value is missing do not count. */
public final class Bands {

  private Bands() {}

  /**
   * Interval score in the unit of the series: the mean width, plus 2/(1 - level) times how far
   * outside the truth was (Gneiting and Raftery 2007). Over the scale of MASE it is MSIS.
   */
  public static double intervalScore(double[] actual, double[] low, double[] high, double level) {
    double penalty = 2 / (1 - level);
    double sum = 0;
    int count = 0;
    for (int h = 0; h < actual.length; h++) {
      double y = actual[h];
      if (Double.isFinite(y)) {
        sum += high[h] - low[h];
        sum += penalty * (Math.max(0, low[h] - y) + Math.max(0, y - high[h]));
        count++;
      }
    }
    return sum / count;
  }

  /** How many steps there are. */
  public static int steps(double[] actual) {
    int count = 0;
    for (double y : actual) {
      count += Double.isFinite(y) ? 1 : 0;
    }
    return count;
  }

  /** How many of them lie within, ends included. */
  public static int covered(double[] actual, double[] low, double[] high) {
    int count = 0;
    for (int h = 0; h < actual.length; h++) {
      count += actual[h] >= low[h] && actual[h] <= high[h] ? 1 : 0;
    }
    return count;
  }
}
