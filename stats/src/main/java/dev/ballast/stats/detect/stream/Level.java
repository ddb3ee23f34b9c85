// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.stream;

/**
 * Where a series lies: a slow winsorised mean, a running median with its spread, and the extremes
 * ever seen and of late.
 *
 * <p>The median moves by the sign-like step of stochastic approximation (Robbins and Monro, 1951),
 * so that an outage of any size moves it no more than a mild excursion. O(1).
 */
final class Level {

  /** Points during which everything is learnt at once. */
  static final int YOUNG = 50;

  private static final double SLOW = 800;
  private static final double MEDIAN = 2_000;
  private static final double REACH = 3_000;
  private static final double WINSOR = 4;
  private static final double NOTHING = 1e-9;
  private static final double RELATIVE = 1e-3;
  private static final double OF_REACH = 0.01;
  private static final double FADE = 1 / 6_000.0;

  private double slow;
  private double median;
  private final Scale spread = new Scale(MEDIAN);
  private double reach;
  private double highest;
  private double lowest;
  private double recentHigh;
  private double recentLow;

  void start(double value) {
    slow = value;
    median = value;
    highest = value;
    lowest = value;
    recentHigh = value;
    recentLow = value;
  }

  double slow() {
    return slow;
  }

  double median() {
    return median;
  }

  /** Differences below it mean nothing, in the unit of the series. */
  double resolution() {
    return NOTHING + RELATIVE * Math.abs(slow) + OF_REACH * reach;
  }

  double spread() {
    return spread.atLeast(resolution());
  }

  /** Distance beyond all values ever seen, in tenths of their range. */
  double record(double value) {
    double range = Math.max(highest - lowest, resolution());
    return 10 * Math.max(0, Math.max(value - highest, lowest - value)) / range;
  }

  /** Distance beyond the extremes of late, in spreads. */
  double recentRecord(double value) {
    return Math.max(0, Math.max(value - recentHigh, recentLow - value)) / spread();
  }

  void learn(double value, int age) {
    double share = 1.0 / (age + 1);
    double floor = resolution();
    double wide = spread.atLeast(floor);
    reach += (Math.abs(value - slow) - reach) * Math.max(share, 1 / REACH);
    slow += Math.clamp(value - slow, -WINSOR * wide, WINSOR * wide) * Math.max(share, 1 / SLOW);
    median += Math.clamp(value - median, -wide, wide) * Math.max(share, 1 / MEDIAN);
    spread.learn(Math.abs(value - median), floor, age);
    highest = Math.max(highest, value);
    lowest = Math.min(lowest, value);
    recentHigh = Math.max(value, recentHigh - (recentHigh - median) * FADE);
    recentLow = Math.min(value, recentLow + (median - recentLow) * FADE);
  }
}
