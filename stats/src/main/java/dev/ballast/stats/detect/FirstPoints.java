// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect;

import java.util.Arrays;

/**
 * Judges the first points of a series one by one, each by the median and the median deviation of
 * itself and all before it: what {@link MedianRuns} says of a whole short series, without knowing
 * the future.
 *
 * <p>A point beyond the limit is an anomaly; right after one, half of the limit on the same side is
 * enough, so that a run is not broken by its own weight in the deviation. O(n log n) for a point,
 * meant for at most {@value #MOST} of them.
 */
public final class FirstPoints {

  /** Points after which a streaming detector knows better. */
  public static final int MOST = 50;

  private final double[] values = new double[MOST];
  private int count;
  private int side;

  /** True while there is room for another point. */
  public boolean more() {
    return count < MOST;
  }

  /**
   * Distance from the median in limits: 1 and more is an anomaly. A value that is not finite is 0
   * and takes no place.
   */
  public double add(double value) {
    if (!Double.isFinite(value) || !more()) {
      return 0;
    }
    values[count++] = value;
    MedianRuns runs = MedianRuns.of(Arrays.copyOf(values, count));
    double limits = runs.scores()[count - 1] / MedianRuns.Options.DEFAULT.limit();
    double effect = Math.abs(value - runs.median());
    int now = (int) Math.signum(value - runs.median());
    boolean matters = effect > MedianRuns.Options.DEFAULT.leastEffect() * Math.abs(runs.median());
    boolean anomaly = matters && (limits >= 1 || (side == now && limits >= 0.5));
    side = anomaly ? now : 0;
    return anomaly ? Math.max(1, limits) : matters ? Math.min(limits, 0.99) : 0;
  }

  /** What was expected: the median so far, NaN without any. */
  public double median() {
    return MedianRuns.of(Arrays.copyOf(values, count)).median();
  }

  /** Half width of the band around the median outside which a point is an anomaly. */
  public double band() {
    MedianRuns runs = MedianRuns.of(Arrays.copyOf(values, count));
    return Math.max(
        runs.scale() * MedianRuns.Options.DEFAULT.limit(),
        MedianRuns.Options.DEFAULT.leastEffect() * Math.abs(runs.median()));
  }
}
