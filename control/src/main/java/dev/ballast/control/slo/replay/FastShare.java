// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.replay;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The share of requests that were fast enough, by a classic histogram whose buckets need not have
 * the threshold as a bound.
 *
 * <p>Inside a bucket nothing is known: as few as none and as many as all of its requests may lie
 * below the threshold, so the share has bounds, and a linear guess between them, as
 * histogram_quantile makes it. Beyond the last finite bound there is no guess but the lower bound.
 *
 * @param lower certain to be fast
 * @param likely by linear interpolation inside the bucket
 * @param upper not certain to be slow
 */
public record FastShare(double lower, double likely, double upper) {

  /** Whether the threshold is a bound of a bucket, so that the share is known. */
  public boolean isExact() {
    return lower == upper;
  }

  /**
   * From cumulative counts.
   *
   * @param buckets upper bounds with the number of requests up to them; +Inf has all
   * @throws IllegalArgumentException without requests or without the bucket +Inf
   */
  public static FastShare of(Map<Double, Double> buckets, double threshold) {
    NavigableMap<Double, Double> sorted = new TreeMap<>(buckets);
    double total = sorted.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
    if (!(total > 0)) {
      throw new IllegalArgumentException(
          "buckets: " + buckets + " (expected: requests, and all of them in +Inf)");
    }
    var floor = sorted.floorEntry(threshold);
    var ceiling = sorted.ceilingEntry(threshold);
    double from = floor == null ? 0 : floor.getKey();
    double below = floor == null ? 0 : floor.getValue();
    double upTo = ceiling.getValue();
    if (floor != null && floor.getKey() == threshold) {
      return new FastShare(below / total, below / total, below / total);
    }
    double likely =
        Double.isInfinite(ceiling.getKey())
            ? below
            : below + (upTo - below) * (threshold - from) / (ceiling.getKey() - from);
    return new FastShare(below / total, likely / total, upTo / total);
  }
}
