// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

/**
 * The rate per second of a counter between two samples. A fall is a reset: the counter began again
 * at 0, so the new value is all that was counted since.
 */
final class CounterRate {

  private double last = Double.NaN;
  private long lastMillis;

  /** NaN for the first sample, after a missing one, and when no time has passed. */
  double add(long epochMillis, double value) {
    double seconds = (epochMillis - lastMillis) / 1_000.0;
    double counted = value >= last ? value - last : value;
    double rate = Double.isNaN(last) || seconds <= 0 ? Double.NaN : counted / seconds;
    if (Double.isNaN(last) || seconds > 0 || !Double.isFinite(value)) {
      last = Double.isFinite(value) ? value : Double.NaN;
      lastMillis = epochMillis;
    }
    return rate;
  }
}
