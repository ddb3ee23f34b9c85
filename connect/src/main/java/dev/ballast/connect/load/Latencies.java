// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.load;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A distribution of times, three digits exact, up to an hour. A percentile counts all requests that
 * should have been answered: those without an answer are slower than any, so it may be absent.
 */
public final class Latencies {

  private static final long MOST = TimeUnit.HOURS.toNanos(1);

  private final Histogram answered;
  private final long missing;

  private Latencies(Histogram answered, long missing) {
    this.answered = answered;
    this.missing = missing;
  }

  static Histogram empty(int digits) {
    return new Histogram(1_000, MOST, digits);
  }

  static void add(Histogram histogram, long nanos) {
    histogram.recordValue(Math.clamp(nanos, 0, MOST));
  }

  static Latencies of(@Nullable Histogram answered, long missing) {
    return new Latencies(answered == null ? empty(1) : answered.copy(), missing);
  }

  /** How many have a time. */
  public long count() {
    return answered.getTotalCount();
  }

  /** How many have none. */
  public long missing() {
    return missing;
  }

  /**
   * Milliseconds within which that share of all ended.
   *
   * @param share from 0 to 1
   * @return empty when fewer ended at all, or there were none
   */
  public Optional<Double> millis(double share) {
    long all = count() + missing;
    long rank = Math.max(1, (long) Math.ceil(share * all));
    if (all == 0 || rank > count()) {
      return Optional.empty();
    }
    return Optional.of(answered.getValueAtPercentile(100.0 * rank / count()) / 1e6);
  }

  /** The longest in milliseconds, empty when there is none. */
  public Optional<Double> longestMillis() {
    return count() == 0 ? Optional.empty() : Optional.of(answered.getMaxValue() / 1e6);
  }

  /** The percentiles as HdrHistogram prints them, in milliseconds; missing ones are not in it. */
  public void write(PrintStream out) {
    answered.outputPercentileDistribution(out, 1e6);
  }
}
