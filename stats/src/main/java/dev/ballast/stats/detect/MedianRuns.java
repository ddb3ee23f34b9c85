// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Anomalies of a short series: points far from the median in units of the median deviation, joined
 * to runs.
 *
 * <p>The scale is 1.4826 times the median absolute deviation, which up to half of the points cannot
 * spoil; forests and means are spoilt by the very run they look for when it is a third of the data.
 * The scale has a floor, {@link Options#leastScale} of the median, so that a constant series with
 * one more digit somewhere stays calm. Points between two anomalies of one side that lie beyond
 * half of the limit on that side belong to the run. Hampel, The influence curve and its role in
 * robust estimation, 1974; Iglewicz and Hoaglin, 1993. O(n log n).
 *
 * @param median of the finite values, NaN without any
 * @param scale estimate of the standard deviation, in the unit of the values
 * @param scores distance from the median in scales; 0 where the value is not finite
 * @param runs in order of time, apart from each other
 */
@SuppressWarnings("ArrayRecordComponent")
public record MedianRuns(double median, double scale, double[] scores, List<Run> runs) {

  private static final double CONSISTENT = 1.4826;
  private static final double CONSISTENT_MEAN = 1.253314;
  private static final int LEAST_POINTS = 5;

  /** Rows {@code first} to {@code last}, both included; {@code peak} is the farthest of them. */
  public record Run(int first, int last, int peak) {}

  /**
   * What counts as far.
   *
   * @param limit scales beyond which a point is an anomaly
   * @param leastEffect distance, as a share of the median, below which nothing is an anomaly
   * @param leastScale floor of the scale as a share of the median
   */
  public record Options(double limit, double leastEffect, double leastScale) {
    public static final Options DEFAULT = new Options(5, 0.1, 0.005);
  }

  public MedianRuns {
    runs = List.copyOf(runs);
  }

  /** With default options. Fewer than five finite points have no anomalies. */
  public static MedianRuns of(double[] values) {
    return of(values, Options.DEFAULT);
  }

  public static MedianRuns of(double[] values, Options options) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    double median = medianOf(finite);
    double[] scores = new double[values.length];
    double scale = scale(finite, median, options);
    if (finite.length < LEAST_POINTS || scale == 0) {
      return new MedianRuns(median, scale, scores, List.of());
    }
    for (int i = 0; i < values.length; i++) {
      scores[i] = Double.isFinite(values[i]) ? Math.abs(values[i] - median) / scale : 0;
    }
    return new MedianRuns(
        median, scale, scores, runs(values, scores, new Bounds(median, scale, options)));
  }

  private record Bounds(double median, double scale, Options options) {

    /** 1 above, -1 below, 0 within the limit. */
    int side(double value) {
      return beyond(value, 1);
    }

    boolean belongs(double value, int side) {
      return beyond(value, 0.5) == side;
    }

    private int beyond(double value, double share) {
      double least =
          share * Math.max(options.limit() * scale, options.leastEffect() * Math.abs(median));
      return Double.isFinite(value) && Math.abs(value - median) > least
          ? (int) Math.signum(value - median)
          : 0;
    }
  }

  private static List<Run> runs(double[] values, double[] scores, Bounds bounds) {
    List<Run> runs = new ArrayList<>();
    int row = 0;
    while (row < values.length) {
      int side = bounds.side(values[row]);
      if (side == 0) {
        row++;
        continue;
      }
      int last = row;
      int peak = row;
      for (int i = row + 1; i < values.length && bounds.belongs(values[i], side); i++) {
        last = bounds.side(values[i]) == side ? i : last;
        peak = scores[i] > scores[peak] ? i : peak;
      }
      runs.add(new Run(row, last, peak));
      row = last + 1;
    }
    return runs;
  }

  /**
   * Where at least half of the points are zero the mean deviation takes the median deviation's
   * place, as Iglewicz and Hoaglin have it.
   */
  private static double scale(double[] finite, double median, Options options) {
    if (finite.length == 0) {
      return 0;
    }
    double[] distances = Arrays.stream(finite).map(v -> Math.abs(v - median)).toArray();
    double spread = medianOf(distances) * CONSISTENT;
    double floor = options.leastScale() * Math.abs(median);
    if (spread > 0 || floor > 0) {
      return Math.max(spread, floor);
    }
    return Arrays.stream(distances).average().orElse(0) * CONSISTENT_MEAN;
  }

  private static double medianOf(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
  }
}
