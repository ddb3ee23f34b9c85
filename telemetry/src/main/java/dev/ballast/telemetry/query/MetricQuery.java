// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.query;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * Answers PromQL, from the embedded store or from any Prometheus-compatible backend, which gets the
 * query's text unchanged.
 */
public interface MetricQuery {

  /**
   * Evaluates at one instant.
   *
   * @throws QueryException when the query is wrong, too expensive, or the backend cannot be reached
   */
  Answer instant(String promql, Instant at);

  /** As {@link #instant}; the value is always a matrix. */
  Answer range(String promql, Instant start, Instant end, Duration step);

  /** Label sets of the series that match any of the selectors. */
  List<Labels> series(List<String> selectors, Instant start, Instant end);

  SortedSet<String> labelNames(List<String> selectors, Instant start, Instant end);

  SortedSet<String> labelValues(String label, List<String> selectors, Instant start, Instant end);

  /** Per metric name; empty when the backend knows none. */
  Map<String, Metadata> metadata();

  /** A value with what the engine wants to say about it. */
  record Answer(Value value, List<String> warnings, List<String> infos) {
    public Answer {
      warnings = List.copyOf(warnings);
      infos = List.copyOf(infos);
    }
  }

  /** What is known of a metric. */
  record Metadata(String type, String help, String unit) {}
}
