// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.terminal;

/** A series of numbers as one line of block characters, lowest to highest; a gap is a space. */
public final class Sparkline {

  private static final String BLOCKS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /**
   * Draws at most {@code width} characters; each stands for the mean of its share of the values.
   */
  public static String of(double[] values, int width) {
    double[] shown = means(values, Math.min(width, values.length));
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : shown) {
      if (Double.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    StringBuilder line = new StringBuilder();
    for (double value : shown) {
      line.append(Double.isFinite(value) ? block(value, low, high) : ' ');
    }
    return line.toString();
  }

  private static char block(double value, double low, double high) {
    int top = BLOCKS.length() - 1;
    int level = high > low ? (int) Math.round(Svg.share(value, low, high) * top) : 0;
    return BLOCKS.charAt(level);
  }

  private static double[] means(double[] values, int width) {
    double[] means = new double[width];
    for (int i = 0; i < width; i++) {
      int from = (int) ((long) i * values.length / width);
      int to = (int) ((long) (i + 1) * values.length / width);
      double mean = 0;
      int count = 0;
      for (int j = from; j < to; j++) {
        if (Double.isFinite(values[j])) {
          count++;
          mean += values[j] / count - mean / count;
        }
      }
      means[i] = count == 0 ? Double.NaN : mean;
    }
    return means;
  }
}
