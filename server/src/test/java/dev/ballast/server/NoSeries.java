// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** A backend that has nothing, unless a test says otherwise. */
public class NoSeries implements MetricQuery {

  @Override
  public Answer instant(String promql, Instant at) {
    return new Answer(new Value.Vector(List.of()), List.of(), List.of());
  }

  @Override
  public Answer range(String promql, Instant start, Instant end, Duration step) {
    return new Answer(new Value.Matrix(List.of()), List.of(), List.of());
  }

  @Override
  public List<Labels> series(List<String> selectors, Instant start, Instant end) {
    return List.of();
  }

  @Override
  public SortedSet<String> labelNames(List<String> selectors, Instant start, Instant end) {
    return new TreeSet<>();
  }

  @Override
  public SortedSet<String> labelValues(
      String label, List<String> selectors, Instant start, Instant end) {
    return new TreeSet<>();
  }

  @Override
  public Map<String, Metadata> metadata() {
    return Map.of();
  }
}
