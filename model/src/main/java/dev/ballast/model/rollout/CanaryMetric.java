// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.rollout;

import java.time.Duration;
import java.util.Map;

/**
 * A metric that a canary is checked by.
 *
 * @param interval over which time it is measured
 */
public record CanaryMetric(String name, Duration interval, Source source, Range range) {

  /** Where its value comes from. */
  public sealed interface Source {

    /** Percent of requests that did not fail. */
    record SuccessRate() implements Source {}

    /** The 99th percentile of request durations, in milliseconds. */
    record RequestDuration() implements Source {}

    /**
     * Percent of requests that failed: 100 less {@link SuccessRate}. Flagger has no such metric.
     */
    record ErrorRate() implements Source {}

    /** PromQL. */
    record Query(String promql) implements Source {}

    /** A MetricTemplate, and what it is filled with. */
    record Template(ObjectName name, Map<String, String> variables) implements Source {
      public Template {
        variables = Map.copyOf(variables);
      }
    }
  }

  /** What is good, both ends included. */
  public record Range(double min, double max) {

    public static final Range ANY = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** NaN is not good: it says nothing. */
    public boolean holds(double value) {
      return value >= min && value <= max;
    }
  }

  public CanaryMetric withInterval(Duration other) {
    return new CanaryMetric(name, other, source, range);
  }
}
