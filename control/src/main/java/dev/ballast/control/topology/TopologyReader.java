// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology;

import dev.ballast.control.topology.pairs.PairFacts;
import dev.ballast.control.topology.pairs.PairSource;
import dev.ballast.model.Configuration;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
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
  private final List<PairSource> meshes;

  public TopologyReader(MetricQuery metrics, double timeScale) {
    this(metrics, timeScale, List.of());
  }

  /**
   * @param meshes whose metrics are read as well, for pairs that no span shows
   */
  public TopologyReader(MetricQuery metrics, double timeScale, List<PairSource> meshes) {
    this.metrics = metrics;
    this.meshes = List.copyOf(meshes);
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
    Map<String, String> asked = new HashMap<>(queries.byName());
    for (PairSource mesh : meshes) {
      PairFacts facts = mesh.read(metrics, at, window, recent);
      facts.queries().forEach((name, query) -> asked.put(mesh + "_" + name, query));
      add(merge, facts);
    }
    return new Topology(merge.edges(), window, recent, asked, at);
  }

  /** What one mesh knows, for those who want its notes as well. */
  public PairFacts facts(PairSource mesh, Instant at) {
    return mesh.read(metrics, at, window, recent);
  }

  private static void add(EdgeMerge merge, PairFacts facts) {
    facts
        .pairs()
        .forEach(
            (pair, red) ->
                merge.supplement(
                    Labels.of(
                        "client", pair.client(),
                        "server", pair.server(),
                        "connection_type", pair.external() ? "virtual_node" : ""),
                    new Edge.Traffic.Observed(
                        red.rps(), red.errorRatio(), red.averageSeconds(), red.p99Seconds())));
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
