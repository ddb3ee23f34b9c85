// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.cost;

/** A number as well as somebody knows it; all three are equal when it is certain. */
public record Estimate(double low, double likely, double high) {

  public static final Estimate ZERO = of(0);

  public Estimate {
    if (!(low <= likely && likely <= high && low >= 0 && high < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "estimate: %s, %s, %s (expected: 0 <= low <= likely <= high)"
              .formatted(low, likely, high));
    }
  }

  public static Estimate of(double value) {
    return new Estimate(value, value, value);
  }

  public boolean isCertain() {
    return low == high;
  }

  /** By PERT. */
  public double mean() {
    return isCertain() ? likely : (low + 4 * likely + high) / 6;
  }

  public Estimate times(double factor) {
    return new Estimate(low * factor, likely * factor, high * factor);
  }
}
