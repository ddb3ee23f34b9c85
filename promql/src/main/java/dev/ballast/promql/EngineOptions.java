// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql;

import java.time.Duration;

/**
 * The engine's dials and limits, each enforced with a {@link PromqlException} that names it.
 *
 * @param lookback how old a sample an instant selector may still use, exclusive
 * @param subqueryStep resolution of a subquery that names none
 * @param timeout longest time one query may take
 * @param maxSamples most samples one query may hold in memory at once
 * @param maxSeries most series one query may select
 */
public record EngineOptions(
    Duration lookback, Duration subqueryStep, Duration timeout, long maxSamples, int maxSeries) {

  /** Five minutes of lookback, one minute of subquery step, two minutes, 50 million samples. */
  public static final EngineOptions DEFAULT =
      new EngineOptions(
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          50_000_000L,
          1_000_000);

  public EngineOptions {
    requirePositive("lookback", lookback);
    requirePositive("subqueryStep", subqueryStep);
    requirePositive("timeout", timeout);
    if (maxSamples < 1) {
      throw new IllegalArgumentException("maxSamples: " + maxSamples + " (expected: >= 1)");
    }
    if (maxSeries < 1) {
      throw new IllegalArgumentException("maxSeries: " + maxSeries + " (expected: >= 1)");
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: at least 1 ms)");
    }
  }

  public EngineOptions withLookback(Duration value) {
    return new EngineOptions(value, subqueryStep, timeout, maxSamples, maxSeries);
  }

  public EngineOptions withTimeout(Duration value) {
    return new EngineOptions(lookback, subqueryStep, value, maxSamples, maxSeries);
  }

  public EngineOptions withMaxSamples(long value) {
    return new EngineOptions(lookback, subqueryStep, timeout, value, maxSeries);
  }

  public EngineOptions withMaxSeries(int value) {
    return new EngineOptions(lookback, subqueryStep, timeout, maxSamples, value);
  }
}
