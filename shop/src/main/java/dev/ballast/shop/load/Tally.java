// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.load;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What users got: counts, and the latencies of the last million answers. Thread-safe. */
public final class Tally {

  private static final double NANOS = 1e9;
  private static final int MOST = 1 << 20;
  private static final long PROMISED_NANOS = 1_024_000_000;

  private long[] nanos = new long[1024];
  private int answered;
  private int failed;
  private int dropped;
  private int slow;

  /**
   * Counts so far.
   *
   * @param slow answered well, and later than the storefront promises
   */
  public record Counts(int answered, int failed, int slow, int dropped) {

    /** What has been added since. */
    public Counts since(Counts earlier) {
      return new Counts(
          answered - earlier.answered,
          failed - earlier.failed,
          slow - earlier.slow,
          dropped - earlier.dropped);
    }
  }

  synchronized void answered(boolean well, long latencyNanos) {
    if (answered == nanos.length && answered < MOST) {
      nanos = Arrays.copyOf(nanos, answered * 2);
    }
    nanos[answered++ % nanos.length] = latencyNanos;
    if (!well) {
      failed++;
    } else if (latencyNanos > PROMISED_NANOS) {
      slow++;
    }
  }

  synchronized void dropped() {
    dropped++;
  }

  /** Counts so far. */
  public synchronized Counts counts() {
    return new Counts(answered, failed, slow, dropped);
  }

  /** Requests, failures, drops, and latency percentiles in seconds. */
  public synchronized Map<String, Object> summary() {
    long[] sorted = Arrays.copyOf(nanos, Math.min(answered, nanos.length));
    Arrays.sort(sorted);
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("requests", answered);
    summary.put("failed", failed);
    summary.put("dropped", dropped);
    summary.put("p50_seconds", percentile(sorted, 0.50));
    summary.put("p99_seconds", percentile(sorted, 0.99));
    return summary;
  }

  private static double percentile(long[] sorted, double share) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(share * sorted.length) - 1;
    return sorted[Math.max(0, rank)] / NANOS;
  }
}
