// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.SampleBuffer;
import java.util.Arrays;

/**
 * Columns of values, one per step. A step without a value holds the stale marker's bit pattern,
 * which no computation yields: arithmetic on it gives another NaN.
 */
final class Column {

  static final double ABSENT = SampleBuffer.STALE;

  private Column() {}

  static boolean isAbsent(double value) {
    return Double.doubleToRawLongBits(value) == SampleBuffer.STALE_BITS;
  }

  static double[] absent(int steps) {
    double[] column = new double[steps];
    Arrays.fill(column, ABSENT);
    return column;
  }

  static double[] constant(int steps, double value) {
    double[] column = new double[steps];
    Arrays.fill(column, value);
    return column;
  }

  static boolean isEmpty(double[] column) {
    for (double value : column) {
      if (!isAbsent(value)) {
        return false;
      }
    }
    return true;
  }
}
