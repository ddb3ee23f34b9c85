// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.impact;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was counted of an operation in one stretch of time. Counters are extrapolated, hence no
 * whole numbers.
 *
 * @param upTo requests that took no longer than so many seconds, as a histogram's buckets count
 */
public record Counted(Duration time, double total, double failed, SortedMap<Double, Double> upTo) {

  /** Nothing was counted. */
  public static final Counted NONE = new Counted(Duration.ZERO, 0, 0, new TreeMap<>());

  private static final double USUAL = 0.99;
  private static final double MILLIS = 1000;

  public Counted {
    total = Double.isFinite(total) && total > 0 ? total : 0;
    failed = Double.isFinite(failed) && failed > 0 ? Math.min(failed, total) : 0;
    upTo = Collections.unmodifiableSortedMap(new TreeMap<>(upTo));
  }

  double failedRatio() {
    return total > 0 ? failed / total : 0;
  }

  double perSecond() {
    return time.isPositive() ? total / (time.toMillis() / MILLIS) : Double.NaN;
  }

  /** Requests that failed beyond the share that did so before. */
  double failedBeyond(Counted before) {
    return Math.max(0, failed - before.failedRatio() * total);
  }

  /**
   * Requests that took longer than 99 of 100 did before, beyond the share that did so before; 0
   * when there is nothing to compare with.
   */
  double slowBeyond(Counted before) {
    double all = before.counted();
    for (Map.Entry<Double, Double> bucket : before.upTo.entrySet()) {
      if (all > 0 && Double.isFinite(bucket.getKey()) && bucket.getValue() >= USUAL * all) {
        double usual = 1 - bucket.getValue() / all;
        return counted() > 0 && upTo.containsKey(bucket.getKey())
            ? Math.max(0, (1 - upTo.get(bucket.getKey()) / counted() - usual) * total)
            : 0;
      }
    }
    return 0;
  }

  private double counted() {
    return upTo.isEmpty() ? 0 : upTo.lastEntry().getValue();
  }
}
