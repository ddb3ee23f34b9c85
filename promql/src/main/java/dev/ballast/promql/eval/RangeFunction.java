// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

/** A function of a range of samples. */
@FunctionalInterface
interface RangeFunction {

  /** The value for a window, or {@link Column#ABSENT}. */
  double apply(Window window);

  /** Told once per series, before its first window, how many samples the columns hold. */
  default void begin(Window window, int samples) {}
}
