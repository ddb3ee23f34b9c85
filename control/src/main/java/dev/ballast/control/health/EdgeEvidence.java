// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.control.slo.Evidence;
import dev.ballast.control.topology.Edge;
import dev.ballast.control.topology.Topology;
import java.util.Map;
import java.util.TreeMap;

/** What an edge shows, as evidence. */
final class EdgeEvidence {

  private EdgeEvidence() {}

  static Evidence of(Topology topology, Edge edge) {
    String calls = edge.client() + " calls " + edge.server();
    return switch (edge.traffic()) {
      case Edge.Traffic.None _ ->
          new Evidence("", topology.window(), Map.of(), calls + ", as declared");
      case Edge.Traffic.Observed seen -> {
        Map<String, Double> numbers = new TreeMap<>();
        numbers.put("rps", seen.rps());
        numbers.put("error_ratio", seen.errorRatio());
        if (Double.isFinite(seen.averageSeconds())) {
          numbers.put("average_seconds", seen.averageSeconds());
        }
        if (Double.isFinite(seen.p99Seconds())) {
          numbers.put("p99_seconds", seen.p99Seconds());
        }
        yield new Evidence(
            topology.queries().getOrDefault("failures", ""), topology.recent(), numbers, calls);
      }
    };
  }
}
