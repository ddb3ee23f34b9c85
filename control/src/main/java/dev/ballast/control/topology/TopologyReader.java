// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology;

import dev.ballast.model.Configuration;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads who calls whom out of the service graph's series and merges it with what is declared. An
 * edge is there for an hour after its last call; rates and latencies are of the last five minutes
 * (both before time scaling, the latter at least ten seconds).
 */
public final class TopologyReader {

  private static final Duration LEAST = Duration.ofSeconds(10);

  private final MetricQuery metrics;
  private final Duration window;
  private final Duration recent;

  public TopologyReader(MetricQuery metrics, double timeScale) {
    this.metrics = metrics;
    this.window = scaled(Duration.ofHours(1), timeScale);
    this.recent = scaled(Duration.ofMinutes(5), timeScale);
  }

  private static Duration scaled(Duration written, double timeScale) {
    Duration scaled = Duration.ofMillis(Math.round(written.toMillis() / timeScale));
    return scaled.compareTo(LEAST) < 0 ? LEAST : scaled;
  }

  /**
   * The graph at an instant.
   *
   * @throws dev.ballast.telemetry.query.QueryException when the port does not answer
   */
  public Topology read(Configuration configuration, Instant at) {
    GraphQueries queries = GraphQueries.over(window, recent);
    Map<Labels, Double> calls = ask(queries.calls(), at);
    Map<Labels, Double> rates = ask(queries.rate(), at);
    Map<Labels, Double> failures = ask(queries.failures(), at);
    Map<Labels, Double> averages = ask(queries.average(), at);
    Map<Labels, Double> quantiles = ask(queries.quantile(), at);
    EdgeMerge merge = new EdgeMerge(configuration);
    for (Labels labels : calls.keySet()) {
      double rate = rates.getOrDefault(labels, 0.0);
      double failed = failures.getOrDefault(labels, 0.0);
      merge.observe(
          labels,
          new Edge.Traffic.Observed(
              rate,
              rate > 0 ? Math.clamp(failed / rate, 0, 1) : 0,
              averages.getOrDefault(labels, Double.NaN),
              quantiles.getOrDefault(labels, Double.NaN)));
    }
    return new Topology(merge.edges(), window, recent, queries.byName(), at);
  }

  private Map<Labels, Double> ask(String query, Instant at) {
    Map<Labels, Double> answers = new HashMap<>();
    if (metrics.instant(query, at).value() instanceof Value.Vector vector) {
      for (Value.Sample sample : vector.samples()) {
        if (Double.isFinite(sample.value())) {
          answers.put(sample.labels(), sample.value());
        }
      }
    }
    return answers;
  }
}
