// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

/** What was read of a watched series at one time. */
public sealed interface Sample {

  SeriesName series();

  /**
   * Two totals that only grow, such as failed and all requests; the value is what the part grew by
   * for each of the whole.
   */
  record Share(SeriesName series, double part, double whole) implements Sample {}

  /** A total that only grows; the value is its rate per second. */
  record Total(SeriesName series, double total) implements Sample {}

  /** A share of a window that is over: {@code part} out of {@code whole}. */
  record Window(SeriesName series, double part, double whole) implements Sample {}

  /** A value that is judged as it is. */
  record Level(SeriesName series, double value) implements Sample {}
}
