// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import java.util.List;

/**
 * How much one number matters for the best portfolio, all others at their means.
 *
 * @param assumed whether the range is not known and half to double was taken
 * @param atLow the mean total of a year at the low end
 * @param share of the variance of that total that this number alone explains
 * @param bestAtLow what would be best at the low end
 * @param worthKnowing what knowing the number exactly would save a year: zero when the same
 *     portfolio is best wherever it lies, and when no range is known
 */
public record Sensitivity(
    String number,
    double low,
    double high,
    boolean assumed,
    double atLow,
    double atHigh,
    double share,
    List<String> bestAtLow,
    List<String> bestAtHigh,
    double worthKnowing) {

  public Sensitivity {
    bestAtLow = List.copyOf(bestAtLow);
    bestAtHigh = List.copyOf(bestAtHigh);
  }

  public double swing() {
    return Math.abs(atHigh - atLow);
  }

  Sensitivity withShare(double value) {
    return new Sensitivity(
        number, low, high, assumed, atLow, atHigh, value, bestAtLow, bestAtHigh, worthKnowing);
  }
}
