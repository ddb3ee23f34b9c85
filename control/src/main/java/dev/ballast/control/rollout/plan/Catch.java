// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.plan;

import java.util.Arrays;

/** How long many simulated bad canaries lasted, and what they cost. */
final class Catch {

  private final int[] intervals;
  private final double[] bad;

  /**
   * One entry for each canary.
   *
   * @param intervals until it was caught; {@link Integer#MAX_VALUE} when it never was
   * @param bad requests that it failed until then beyond what is usual
   */
  Catch(int[] intervals, double[] bad) {
    this.intervals = intervals.clone();
    this.bad = bad.clone();
    Arrays.sort(this.intervals);
    Arrays.sort(this.bad);
  }

  /** Share of canaries that were caught within a number of intervals. */
  double within(int limit) {
    return Arrays.stream(intervals).filter(time -> time <= limit).count()
        / (double) intervals.length;
  }

  int interval(double quantile) {
    return intervals[index(quantile, intervals.length)];
  }

  double cost(double quantile) {
    return bad[index(quantile, bad.length)];
  }

  double mean() {
    return Arrays.stream(bad).average().orElse(0);
  }

  /** Share of canaries that cost more than a limit. */
  double above(double limit) {
    return Arrays.stream(bad).filter(cost -> cost > limit).count() / (double) bad.length;
  }

  private static int index(double quantile, int length) {
    return Math.clamp((int) Math.ceil(quantile * length) - 1, 0, length - 1);
  }
}
