// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.EngineOptions;
import dev.ballast.promql.PromqlException;
import java.util.function.LongSupplier;

/** What one query may use; every excess is an exception that names the limit. */
final class Limits {

  private static final long MOST_STEPS = 10_000_000;

  /** Samples that are looked at in about a millisecond. */
  private static final long GLANCE = 1_000_000;

  private final EngineOptions options;
  private final LongSupplier nanoClock;
  private final long deadline;
  private long held;
  private long worked;
  private long series;

  Limits(EngineOptions options, LongSupplier nanoClock) {
    this.options = options;
    this.nanoClock = nanoClock;
    this.deadline = nanoClock.getAsLong() + options.timeout().toNanos();
  }

  /** As {@link #checkTime}, now and then in a loop that has looked at so many samples more. */
  void work(long samples) {
    worked += samples;
    if (worked >= GLANCE) {
      worked = 0;
      checkTime();
    }
  }

  /** Stops the query when its time is over or its thread was interrupted. */
  void checkTime() {
    if (Thread.currentThread().isInterrupted()) {
      throw new PromqlException(PromqlException.Kind.CANCELED, "the query was canceled");
    }
    if (nanoClock.getAsLong() - deadline > 0) {
      throw new PromqlException(
          PromqlException.Kind.TIMEOUT,
          "the query took too long (expected: at most " + options.timeout().toMillis() + " ms)");
    }
  }

  void hold(long samples) {
    held += samples;
    checkSamples(0);
  }

  void release(long samples) {
    held -= samples;
  }

  /** Whether a buffer of so many samples may stand beside what is held. */
  void checkSamples(long buffered) {
    if (held + buffered > options.maxSamples()) {
      throw new PromqlException(
          PromqlException.Kind.LIMIT,
          "the query would load too many samples into memory (expected: at most "
              + options.maxSamples()
              + " at once). Select fewer series, a shorter range or a longer"
              + " step");
    }
  }

  void addSeries(int count) {
    series += count;
    if (series > options.maxSeries()) {
      throw new PromqlException(
          PromqlException.Kind.LIMIT,
          "the query selects too many series (expected: at most "
              + options.maxSeries()
              + "). Add matchers");
    }
  }

  /** The grid from start to end, when it has not too many steps. */
  Grid grid(long start, long end, long step) {
    if (end >= start && (end - start) / step + 1 > MOST_STEPS) {
      throw new PromqlException(
          PromqlException.Kind.LIMIT,
          "the query has too many steps (expected: at most "
              + MOST_STEPS
              + "). Take a shorter range or a longer step");
    }
    return Grid.range(start, end, step);
  }
}
