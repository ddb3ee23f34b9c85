// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

/** Sines and cosines of a period as columns of a regression; one table per period. */
final class Harmonics {

  private final int period;
  private final int count;
  private final double[] table;

  Harmonics(int period, int count) {
    this.period = period;
    this.count = count;
    table = new double[period * 2 * count];
    for (int t = 0; t < period; t++) {
      for (int j = 1; j <= count; j++) {
        double angle = 2 * Math.PI * j * t / period;
        table[(t * count + j - 1) * 2] = Math.sin(angle);
        table[(t * count + j - 1) * 2 + 1] = Math.cos(angle);
      }
    }
  }

  int columns() {
    return 2 * count;
  }

  /** Writes the columns of time t into a row. */
  void fill(double[] row, int from, int t) {
    System.arraycopy(table, t % period * columns(), row, from, columns());
  }
}
