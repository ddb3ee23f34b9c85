// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.pairs;

import java.util.Map;
import java.util.TreeMap;

/**
 * Sums of one pair. Series are added up before anything is divided, since neither averages nor
 * quantiles of versions and instances can be.
 */
final class Tally {

  private double rate;
  private double failures;
  private double seconds;
  private double count;
  private final TreeMap<Double, Double> buckets = new TreeMap<>();

  void rate(double perSecond, boolean failed) {
    rate += perSecond;
    failures += failed ? perSecond : 0;
  }

  void failures(double perSecond) {
    failures += perSecond;
  }

  void seconds(double perSecond) {
    seconds += perSecond;
  }

  void count(double perSecond) {
    count += perSecond;
  }

  void bucket(double bound, double perSecond) {
    buckets.merge(bound, perSecond, Double::sum);
  }

  double rate() {
    return rate;
  }

  Red red() {
    return new Red(
        rate,
        rate > 0 ? Math.clamp(failures / rate, 0, 1) : 0,
        count > 0 ? seconds / count : Double.NaN,
        quantile(0.99));
  }

  /** As PromQL's {@code histogram_quantile}: linear within a bucket, the last bound beyond it. */
  private double quantile(double q) {
    double all = buckets.isEmpty() ? 0 : buckets.lastEntry().getValue();
    if (all <= 0 || buckets.size() < 2 || Double.isFinite(buckets.lastKey())) {
      return Double.NaN;
    }
    double wanted = q * all;
    double below = 0;
    double start = 0;
    for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
      if (bucket.getValue() >= wanted) {
        double width = bucket.getKey() - start;
        double inside = bucket.getValue() - below;
        return Double.isInfinite(bucket.getKey())
            ? start
            : inside > 0 ? start + width * (wanted - below) / inside : bucket.getKey();
      }
      below = bucket.getValue();
      start = bucket.getKey();
    }
    return Double.NaN;
  }
}
