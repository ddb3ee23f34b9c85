// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.change;

/**
 * The test of Page and Hinkley: a cumulative sum whose target is the running mean, so that nothing
 * need be known before the first value.
 *
 * <p>m = sum of (x - mean - tolerance), alarm when m - min(m) > limit; likewise downwards. Page
 * 1954, Hinkley 1971; in the form of Gama and others, A survey on concept drift adaptation, 2014.
 * Tolerance and limit have the unit of the values. O(1) for each point; state of five numbers.
 */
public final class PageHinkley {

  private final double tolerance;
  private final double limit;
  private double mean;
  private long count;
  private double up;
  private double lowestUp;
  private double down;
  private double lowestDown;

  /**
   * A test at rest.
   *
   * @param tolerance change of the mean that is not worth an alarm
   * @param limit height that alarms
   */
  public PageHinkley(double tolerance, double limit) {
    if (!(tolerance >= 0) || !(limit > 0)) {
      throw new IllegalArgumentException(
          "tolerance, limit: " + tolerance + ", " + limit + " (expected: >= 0 and > 0)");
    }
    this.tolerance = tolerance;
    this.limit = limit;
  }

  /** Takes a value and answers whether the mean has changed. NaN changes nothing. */
  public boolean add(double value) {
    if (!Double.isNaN(value)) {
      count++;
      mean += (value - mean) / count;
      up += value - mean - tolerance;
      lowestUp = Math.min(lowestUp, up);
      down += mean - value - tolerance;
      lowestDown = Math.min(lowestDown, down);
    }
    return height() > limit;
  }

  /** In the unit of the values. */
  public double height() {
    return Math.max(up - lowestUp, down - lowestDown);
  }

  /** Forgets everything: the next value is the first. */
  public void reset() {
    mean = 0;
    count = 0;
    up = 0;
    lowestUp = 0;
    down = 0;
    lowestDown = 0;
  }
}
