// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

/**
 * The samples of one series that a range function looks at: indices {@code from} (inclusive) to
 * {@code to} (exclusive) of the columns, never none. One object slides over all steps and series.
 */
final class Window {

  long[] times = {};
  double[] values = {};
  int from;
  int to;

  /** Bounds of the range in milliseconds; the start itself is outside. */
  long start;

  long end;

  /** The step that the range belongs to; differs from {@code end} by the offset. */
  long evaluation;

  /** The function's scalar arguments at this step, in their order. */
  final double[] arguments = new double[2];

  /** Room for functions that sort. */
  private double[] scratch = {};

  int size() {
    return to - from;
  }

  double first() {
    return values[from];
  }

  double last() {
    return values[to - 1];
  }

  double seconds() {
    return (end - start) / 1000.0;
  }

  /** A copy of the values that may be written to. */
  double[] copy() {
    if (scratch.length < size()) {
      scratch = new double[Math.max(64, 2 * size())];
    }
    System.arraycopy(values, from, scratch, 0, size());
    return scratch;
  }
}
