// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.stream;

/**
 * The usual size of something: a decaying mean of magnitudes in which one value counts at most
 * eight times the present mean, so that outliers hardly widen it.
 */
final class Scale {

  private static final double MOST = 8;

  private final float memory;
  private double mean;

  /** Remembers about {@code points} values. */
  Scale(double points) {
    this.memory = (float) (1 / points);
  }

  double mean() {
    return mean;
  }

  /** The mean, or the floor where it is larger. */
  double atLeast(double floor) {
    return Math.max(mean, floor);
  }

  /** Learns with the age in points before this one; the first fifty count in full. */
  void learn(double magnitude, double floor, int age) {
    double limit = age < Level.YOUNG ? Double.MAX_VALUE : MOST * Math.max(mean, floor);
    mean += (Math.min(magnitude, limit) - mean) * Math.max(1.0 / (age + 1), memory);
  }
}
