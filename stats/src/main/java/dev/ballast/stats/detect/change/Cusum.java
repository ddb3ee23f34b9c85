// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.change;

/**
 * Page's two-sided cumulative sum chart: raises an alarm when standardised values have drifted from
 * their target by more than chance allows.
 *
 * <p>S+ = max(0, S+ + z - k), S- = max(0, S- - z - k), alarm above h. Page, Continuous inspection
 * schemes, 1954. With k = 0.5 and h = 5 a normal series alarms falsely once in 465 points, and a
 * shift by one standard deviation is found after 10.4. O(1) for each point; state of two numbers.
 */
public final class Cusum {

  private final double slack;
  private final double limit;
  private double high;
  private double low;
  private long highSince;
  private long lowSince;
  private long count;

  /**
   * A chart at rest.
   *
   * @param slack half of the shift worth finding, in standard deviations
   * @param limit height of the sum that alarms
   */
  public Cusum(double slack, double limit) {
    if (!(slack >= 0) || !(limit > 0)) {
      throw new IllegalArgumentException(
          "slack, limit: " + slack + ", " + limit + " (expected: >= 0 and > 0)");
    }
    this.slack = slack;
    this.limit = limit;
  }

  /** Takes a standardised value and answers whether the chart alarms. NaN changes nothing. */
  public boolean add(double z) {
    if (!Double.isNaN(z)) {
      high = Math.max(0, high + z - slack);
      low = Math.max(0, low - z - slack);
      highSince = high == 0 ? count + 1 : highSince;
      lowSince = low == 0 ? count + 1 : lowSince;
    }
    count++;
    return high > limit || low > limit;
  }

  /** The larger of both sums, in standard deviations. */
  public double height() {
    return Math.max(high, low);
  }

  /** Index of the first value of the present drift: where the larger sum last left zero. */
  public long since() {
    return high >= low ? highSince : lowSince;
  }

  /** Back to zero; the count of values goes on. */
  public void reset() {
    high = 0;
    low = 0;
    highSince = count;
    lowSince = count;
  }
}
