// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.stream;

/** The mean deviation of the last few points, with the usual size of that mean. */
final class ShortMean {

  private static final double MEMORY = 1_500;

  private final float points;
  private final float floorShare;
  private final Scale usual = new Scale(MEMORY);
  private double mean;

  /**
   * A mean at rest.
   *
   * @param points it remembers
   * @param floorShare of the resolution below which the mean's usual size does not fall
   */
  ShortMean(double points, double floorShare) {
    this.points = (float) points;
    this.floorShare = (float) floorShare;
  }

  void add(double deviation, int age) {
    mean += (deviation - mean) * Math.max(1.0 / (age + 1), 1 / points);
  }

  double mean() {
    return mean;
  }

  /** In usual sizes, signed. */
  double strength(double resolution) {
    return mean / usual.atLeast(resolution * floorShare);
  }

  void learn(double resolution, int age) {
    usual.learn(Math.abs(mean), resolution * floorShare, age);
  }
}
