// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.quantity;

/** A share of a whole, 0..1 inclusive; never a percentage and never NaN. */
public record Ratio(double value) implements Comparable<Ratio> {

  public static final Ratio ZERO = new Ratio(0);
  public static final Ratio ONE = new Ratio(1);

  public Ratio {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("ratio: " + value + " (expected: 0..1)");
    }
  }

  /** A ratio from percent, 0..100. */
  public static Ratio ofPercent(double percent) {
    return new Ratio(percent / 100);
  }

  /** What is left of the whole: the error budget of a target. */
  public Ratio complement() {
    return new Ratio(1 - value);
  }

  public double percent() {
    return value * 100;
  }

  @Override
  public int compareTo(Ratio other) {
    return Double.compare(value, other.value);
  }
}
