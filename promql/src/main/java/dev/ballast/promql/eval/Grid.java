// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

/** The times at which an expression is evaluated, in milliseconds: evenly spaced, maybe none. */
record Grid(long start, long step, int steps) {

  static Grid instant(long time) {
    return new Grid(time, 1, 1);
  }

  /** From start to the last step not after end. */
  static Grid range(long start, long end, long step) {
    return new Grid(start, step, Math.toIntExact(end < start ? 0 : (end - start) / step + 1));
  }

  long time(int i) {
    return start + i * step;
  }

  long end() {
    return time(steps - 1);
  }

  Grid first() {
    return new Grid(start, step, 1);
  }
}
