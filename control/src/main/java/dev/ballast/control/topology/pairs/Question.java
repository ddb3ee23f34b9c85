// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.pairs;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks for sums over counters, and remembers what it asked. */
final class Question {

  private final MetricQuery metrics;
  private final Instant at;
  private final Duration window;
  private final Duration recent;
  private final Map<String, String> queries = new TreeMap<>();

  Question(MetricQuery metrics, Instant at, Duration window, Duration recent) {
    this.metrics = metrics;
    this.at = at;
    this.window = window;
    this.recent = recent;
  }

  /** Counted over the window, where anything was. */
  Map<Labels, Double> calls(String counter, List<String> by) {
    return ask(
        "calls",
        "sum by (%s) (increase(%s[%dms])) > 0".formatted(list(by), counter, window.toMillis()));
  }

  /** Per second, lately. */
  Map<Labels, Double> rate(String name, String counter, List<String> by) {
    return ask(
        name, "sum by (%s) (rate(%s[%dms]))".formatted(list(by), counter, recent.toMillis()));
  }

  private static String list(List<String> by) {
    return String.join(", ", by);
  }

  private Map<Labels, Double> ask(String name, String query) {
    queries.put(name, query);
    Map<Labels, Double> answers = new TreeMap<>();
    if (metrics.instant(query, at).value() instanceof Value.Vector vector) {
      for (Value.Sample sample : vector.samples()) {
        if (Double.isFinite(sample.value())) {
          answers.put(sample.labels(), sample.value());
        }
      }
    }
    return answers;
  }

  Map<String, String> queries() {
    return queries;
  }

  static List<String> with(List<String> by, String... more) {
    List<String> all = new ArrayList<>(by);
    all.addAll(List.of(more));
    return all;
  }
}
