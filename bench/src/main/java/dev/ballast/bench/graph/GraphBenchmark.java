// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.graph;

import com.sun.management.OperatingSystemMXBean;
import dev.ballast.control.topology.analysis.AnalysisOptions;
import dev.ballast.control.topology.analysis.Bottleneck;
import dev.ballast.control.topology.analysis.DependencyGraph;
import dev.ballast.control.topology.analysis.GraphAnalysis;
import dev.ballast.control.topology.analysis.Why;
import dev.ballast.control.topology.graph.Betweenness;
import dev.ballast.control.topology.graph.Components;
import dev.ballast.control.topology.graph.Csr;
import dev.ballast.control.topology.graph.Dominators;
import dev.ballast.control.topology.graph.Reach;
import dev.ballast.model.ServiceName;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.GabowStrongConnectivityInspector;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.alg.scoring.BetweennessCentrality;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;

/**
 * The whole analysis of 70,000 services and 500,000 edges in a process of its own, cold and warm,
 * with its parts, and jgrapht beside on the parts that it has. Arguments: seed, services, edges,
 * entry points. {@code BALLAST_JAVA_OPTS=-Xmx1g bench/run Graph} shows how little heap suffices.
 */
public final class GraphBenchmark {

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private static final int SMALL = 5_000;
  private static final int SMALL_EDGES = 35_000;

  private GraphBenchmark() {}

  public static void main(String[] arguments) {
    long[] given = Arrays.stream(arguments).mapToLong(Long::parseLong).toArray();
    long seed = given.length > 0 ? given[0] : 1;
    int services = given.length > 1 ? (int) given[1] : 70_000;
    int edges = given.length > 2 ? (int) given[2] : 500_000;
    int entries = given.length > 3 ? (int) given[3] : 2_000;
    System.out.printf(
        "seed %d: %,d services, %,d edges, %,d entry points; -Xmx %,d MiB%n",
        seed, services, edges, entries, Runtime.getRuntime().maxMemory() >> 20);
    PowerLaw law = new PowerLaw(seed, services, edges, entries);
    DependencyGraph graph = measured("make the graph (records, arrays)", law::graph);
    var promises = law.promises();
    for (String round : new String[] {"cold", "warm", "warm"}) {
      GraphAnalysis analysis =
          measured(
              "full analysis, " + round,
              () ->
                  GraphAnalysis.of(
                      graph, promises, AnalysisOptions.DEFAULT, new SplittableRandom(seed)));
      if (round.equals("cold")) {
        tell(analysis);
      }
    }
    measured(
        "full analysis without promises",
        () ->
            GraphAnalysis.of(graph, Map.of(), AnalysisOptions.DEFAULT, new SplittableRandom(seed)));
    measured("bottlenecks of 10 entry points", () -> Bottleneck.all(graph, 10));
    measured(
        "why service-0 needs the last service",
        () ->
            Why.of(
                graph,
                new ServiceName("service-0"),
                new ServiceName("service-" + (services - 1)),
                Map.of()));
    parts(graph, entries, seed);
    peers(graph.calls());
    betweenness(seed);
  }

  private static void tell(GraphAnalysis analysis) {
    var first = analysis.services().getFirst();
    System.out.printf(
        "  most critical %s: %.1f %% of traffic, %,d services; cycles %d, largest %,d; infeasible"
            + " promises %,d of %,d%n",
        first.service(),
        100 * first.share(),
        first.dependents(),
        analysis.cycles().size(),
        analysis.cycles().isEmpty() ? 0 : analysis.cycles().getFirst().size(),
        analysis.infeasible().size(),
        analysis.promises().size());
  }

  private static void parts(DependencyGraph graph, int entries, long seed) {
    Csr hard = graph.hard();
    Csr reversed = hard.reversed();
    Components components = measured("part: components", () -> Components.of(hard));
    double[] ones = new double[components.count()];
    Arrays.fill(ones, 1);
    measured(
        "part: dependents of every service, exact", () -> Reach.upstream(components.dag(), ones));
    measured("part: losses below every service, exact", () -> Reach.losses(components.dag(), ones));
    measured(
        "part: dominators from all entry points",
        () -> Dominators.of(hard, reversed, IntStream.range(0, entries).toArray()));
    double[] weights = new double[graph.size()];
    Arrays.fill(weights, 0, entries, 1);
    measured(
        "part: betweenness, 256 sampled walks",
        () -> Betweenness.of(graph.calls(), weights, 256, new SplittableRandom(seed)));
  }

  /** The same graph in jgrapht. */
  private static void peers(Csr calls) {
    measured("ours: components of all calls", () -> Components.of(calls));
    Graph<Integer, DefaultEdge> graph = measured("jgrapht: make the graph", () -> oracle(calls));
    measured(
        "jgrapht: components, Gabow",
        () -> new GabowStrongConnectivityInspector<>(graph).stronglyConnectedSets());
    measured(
        "jgrapht: components, Kosaraju",
        () -> new KosarajuStrongConnectivityInspector<>(graph).stronglyConnectedSets());
  }

  private static void betweenness(long seed) {
    DependencyGraph graph = new PowerLaw(seed, SMALL, SMALL_EDGES, 100).graph();
    double[] ones = new double[SMALL];
    Arrays.fill(ones, 1);
    Betweenness ours =
        measured(
            "ours: exact betweenness of 5,000 nodes, 35,000 edges",
            () -> Betweenness.of(graph.calls(), ones, SMALL, new SplittableRandom(seed)));
    Graph<Integer, DefaultEdge> other = oracle(graph.calls());
    Map<Integer, Double> theirs =
        measured("jgrapht: the same", () -> new BetweennessCentrality<>(other).getScores());
    double difference = 0;
    for (int v = 0; v < SMALL; v++) {
      double score = theirs.getOrDefault(v, 0.0);
      difference = Math.max(difference, Math.abs(ours.values()[v] - score) / Math.max(1, score));
    }
    System.out.printf("  largest relative difference %.1e%n", difference);
  }

  private static Graph<Integer, DefaultEdge> oracle(Csr csr) {
    Graph<Integer, DefaultEdge> graph = new DefaultDirectedGraph<>(DefaultEdge.class);
    for (int v = 0; v < csr.nodes(); v++) {
      graph.addVertex(v);
    }
    for (int v = 0; v < csr.nodes(); v++) {
      for (int slot = csr.first(v); slot < csr.end(v); slot++) {
        graph.addEdge(v, csr.target(slot));
      }
    }
    return graph;
  }

  private static <T> T measured(String what, Supplier<T> work) {
    System.gc();
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    long wall = System.nanoTime();
    long cpu = SYSTEM.getProcessCpuTime();
    T result = work.get();
    double seconds = (System.nanoTime() - wall) / 1e9;
    double used = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    System.out.printf(
        "%-58s %7.3f s  %7.3f s CPU  peak heap %,6d MiB%n", what, seconds, used, peak >> 20);
    return result;
  }
}
