// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.graph;

import dev.ballast.control.topology.Signals;
import dev.ballast.control.topology.analysis.AnalysisOptions;
import dev.ballast.control.topology.analysis.Bottleneck;
import dev.ballast.control.topology.analysis.DependencyGraph;
import dev.ballast.control.topology.analysis.Gap;
import dev.ballast.control.topology.analysis.GraphAnalysis;
import dev.ballast.control.topology.analysis.Link;
import dev.ballast.control.topology.analysis.Promise;
import dev.ballast.model.Configuration;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Slo;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A graph with all that is said of it.
 *
 * @param signals what telemetry sees of services; empty when nobody looked
 * @param gaps declared and not seen; empty when nobody looked
 * @param undeclared seen and not declared
 * @param at the topology's time; the epoch when it was read from files
 */
public record GraphView(
    GraphAnalysis analysis,
    Map<ServiceName, Promise> promises,
    Map<ServiceName, Signals> signals,
    List<Gap> gaps,
    List<Link> undeclared,
    List<Bottleneck> bottlenecks,
    Instant at) {

  private static final int ENTRIES = 5;
  private static final long SEED = 1;

  public static final GraphView EMPTY =
      of(DependencyGraph.EMPTY, Map.of(), AnalysisOptions.DEFAULT, Map.of(), Instant.EPOCH);

  public GraphView {
    promises = Map.copyOf(promises);
    signals = Map.copyOf(signals);
    gaps = List.copyOf(gaps);
    undeclared = List.copyOf(undeclared);
    bottlenecks = List.copyOf(bottlenecks);
  }

  /** Works a graph out; the same graph always gives the same answer. */
  public static GraphView of(
      DependencyGraph graph,
      Map<ServiceName, Promise> promises,
      AnalysisOptions options,
      Map<ServiceName, Signals> signals,
      Instant at) {
    return new GraphView(
        GraphAnalysis.of(graph, promises, options, new SplittableRandom(SEED)),
        promises,
        signals,
        signals.isEmpty() ? List.of() : Gap.all(graph, signals),
        Gap.undeclared(graph),
        Bottleneck.all(graph, ENTRIES),
        at);
  }

  /**
   * What services promise to their callers: the highest target of each, which is that of its
   * availability where it has several. Targets of latency do not add up along calls.
   */
  public static Map<ServiceName, Promise> promises(Configuration configuration) {
    Map<ServiceName, Promise> promises = new HashMap<>();
    for (Slo slo : configuration.slos().values()) {
      double target = slo.target().value();
      if (target > 0 && target < 1) {
        promises.merge(
            slo.service(),
            new Promise(slo.target(), slo.name().value()),
            (a, b) -> a.target().compareTo(b.target()) >= 0 ? a : b);
      }
    }
    return promises;
  }

  public DependencyGraph graph() {
    return analysis.graph();
  }

  public boolean isEmpty() {
    return graph().size() == 0;
  }
}
