// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.control.topology.graph.Betweenness;
import dev.ballast.control.topology.graph.Components;
import dev.ballast.control.topology.graph.Csr;
import dev.ballast.control.topology.graph.Dominators;
import dev.ballast.control.topology.graph.Reach;
import dev.ballast.model.ServiceName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Works a graph out, once. */
final class Analyser {

  // Losses are logarithms, so that those of independent services add up along what a service needs,
  // each need counted once (Treynor et al., "The Calculus of Service Availability", ACM Queue
  // 15(2),
  // 2017). What a service has promised bounds its own loss and that of all below it; its own is
  // what
  // the needs' promises leave over. A need's fair loss is the smaller the more promises hang on it:
  // each promise is divided among all below it in proportion to 1 / (number of promises above).

  private static final int NAMED = 12;
  private static final double EPSILON = 1e-12;

  private final DependencyGraph graph;
  private final Map<ServiceName, Promise> promises;
  private final AnalysisOptions options;
  private final RandomGenerator random;
  private final Csr hard;
  private final Csr reversed;
  private final Components components;
  private final Entries entries;
  private final double[] sizes;
  private final double[] promised;
  private final double[] held;

  Analyser(
      DependencyGraph graph,
      Map<ServiceName, Promise> promises,
      AnalysisOptions options,
      RandomGenerator random) {
    this.graph = graph;
    this.promises = promises;
    this.options = options;
    this.random = random;
    this.hard = graph.hard();
    this.reversed = hard.reversed();
    this.components = Components.of(hard);
    this.entries = Entries.of(graph);
    this.sizes = new double[components.count()];
    Arrays.setAll(sizes, components::size);
    this.promised = promised();
    this.held = held();
  }

  /** The strictest loss that a member of each component promises; NaN: none does. */
  private double[] promised() {
    double[] strictest = new double[components.count()];
    Arrays.fill(strictest, Double.NaN);
    promises.forEach(
        (name, promise) ->
            graph
                .number(name)
                .ifPresent(
                    v -> {
                      int c = components.of(v);
                      double loss = promise.loss();
                      strictest[c] =
                          Double.isNaN(strictest[c]) ? loss : Math.min(strictest[c], loss);
                    }));
    return strictest;
  }

  private boolean anyPromise() {
    return Arrays.stream(promised).anyMatch(loss -> !Double.isNaN(loss));
  }

  /** The losses that needs are divided from: the promises, or the goal at each entry point. */
  private double[] held() {
    if (anyPromise()) {
      return promised;
    }
    double[] goals = new double[components.count()];
    Arrays.fill(goals, Double.NaN);
    for (int v = 0; v < graph.size(); v++) {
      if (entries.weights()[v] > 0) {
        goals[components.of(v)] = Promise.loss(options.goal().value());
      }
    }
    return goals;
  }

  GraphAnalysis run() {
    double[] traffic = new double[components.count()];
    double[] entryCount = new double[components.count()];
    double[] holders = new double[components.count()];
    for (int v = 0; v < graph.size(); v++) {
      double weight = entries.weights()[v];
      traffic[components.of(v)] += weight;
      entryCount[components.of(v)] += weight > 0 ? 1 : 0;
    }
    for (int c = 0; c < holders.length; c++) {
      holders[c] = Double.isNaN(held[c]) ? 0 : 1;
    }
    double[][] up = Reach.upstream(components.dag(), traffic, entryCount, sizes, holders);
    double[] parts = new double[components.count()];
    double[] silent = new double[components.count()];
    for (int c = 0; c < parts.length; c++) {
      parts[c] = up[3][c] > 0 ? sizes[c] / up[3][c] : 0;
      silent[c] = Double.isNaN(promised[c]) ? sizes[c] : 0;
    }
    Reach.Losses down = Reach.losses(components.dag(), promised, sizes, parts, silent);
    double[] needs = needs(down.sums()[1], parts, up[3]);
    double[] own = new double[graph.size()];
    GraphAnalysis.Losses known = ownLosses(down.own(), own);
    Trees trees = new Trees(hard, reversed, entries, own, options.trees());
    return new GraphAnalysis(
        graph,
        entries.observed() ? GraphAnalysis.Weighting.TRAFFIC : GraphAnalysis.Weighting.EQUAL,
        entries.observed() ? entries.total() : 0,
        entries.count(),
        anyPromise() ? Double.NaN : options.goal().value(),
        known,
        graph.size() > options.exactNodes(),
        trees.count(),
        services(up, needs),
        cycles(),
        feasibilities(down),
        experiments(trees, up),
        investments(trees, up[0], own));
  }

  /** What each component should keep, with all below it; NaN where no promise is above. */
  private double[] needs(double[] partsBelow, double[] parts, double[] holdersAbove) {
    int n = components.count();
    double[] rate = new double[n];
    Arrays.fill(rate, Double.POSITIVE_INFINITY);
    Csr dag = components.dag();
    double[] fair = new double[n];
    for (int c = n - 1; c >= 0; c--) {
      if (!Double.isNaN(held[c])) {
        rate[c] = Math.min(rate[c], held[c] / (partsBelow[c] + parts[c]));
      }
      for (int slot = dag.first(c); slot < dag.end(c); slot++) {
        int d = dag.target(slot);
        rate[d] = Math.min(rate[d], rate[c]);
      }
      fair[c] = Double.isInfinite(rate[c]) ? 0 : rate[c] * parts[c];
    }
    double[] below = Reach.downstream(dag, fair)[0];
    double[] needs = new double[n];
    for (int c = 0; c < n; c++) {
      boolean alone = holdersAbove[c] == 1 && !Double.isNaN(held[c]);
      double loss = alone ? held[c] : below[c] + fair[c];
      needs[c] = Double.isInfinite(rate[c]) ? Double.NaN : Promise.good(loss);
    }
    return needs;
  }

  private GraphAnalysis.Losses ownLosses(double[] byComponent, double[] own) {
    double sum = 0;
    int known = 0;
    for (int v = 0; v < own.length; v++) {
      int c = components.of(v);
      own[v] = Double.isNaN(promised[c]) ? Double.NaN : byComponent[c] / sizes[c];
      if (own[v] > EPSILON) {
        sum += own[v];
        known++;
      }
    }
    double otherwise = known == 0 ? 1 : sum / known;
    boolean all = true;
    for (int v = 0; v < own.length; v++) {
      if (Double.isNaN(own[v]) || known == 0) {
        all = false;
        own[v] = otherwise;
      }
    }
    if (known == 0) {
      return GraphAnalysis.Losses.EQUAL;
    }
    return all ? GraphAnalysis.Losses.PROMISED : GraphAnalysis.Losses.MIXED;
  }

  private List<Criticality> services(double[][] up, double[] needs) {
    int n = graph.size();
    Betweenness ways =
        Betweenness.of(
            graph.calls(),
            entries.weights(),
            n > options.exactNodes() ? options.samples() : Integer.MAX_VALUE,
            random);
    Csr callers = graph.calls().reversed();
    int[] users = new int[entries.count()];
    int count = 0;
    for (int v = 0; v < n; v++) {
      if (entries.weights()[v] > 0) {
        users[count++] = v;
      }
    }
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    double[] behind = Dominators.of(hard, reversed, users).sums(ones);
    List<Criticality> all = new ArrayList<>(n);
    for (int v = 0; v < n; v++) {
      int c = components.of(v);
      double share = entries.total() > 0 ? Math.min(1, up[0][c] / entries.total()) : 0;
      Promise promise = promises.get(graph.name(v));
      all.add(
          new Criticality(
              graph.name(v),
              graph.node(v).kind(),
              callers.degree(v),
              (int) Math.round(up[2][c]) - 1,
              (int) Math.round(up[1][c]),
              share,
              entries.observed() ? up[0][c] : 0,
              ways.pairs() > 0 ? ways.values()[v] / ways.pairs() : 0,
              Math.max(0, (int) Math.round(behind[v]) - 1),
              promise == null ? Double.NaN : promise.target().value(),
              needs[c]));
    }
    all.sort(
        Comparator.comparingDouble((Criticality s) -> -Math.round(s.share() * 1e9))
            .thenComparingInt(s -> -s.dependents())
            .thenComparingDouble(s -> -s.passing())
            .thenComparing(Criticality::service));
    return all;
  }

  private List<Cycle> cycles() {
    Map<Integer, List<ServiceName>> members = new TreeMap<>();
    for (int v = 0; v < graph.size(); v++) {
      if (components.isCyclic(v)) {
        members.computeIfAbsent(components.of(v), _ -> new ArrayList<>()).add(graph.name(v));
      }
    }
    return members.values().stream()
        .map(all -> new Cycle(all.stream().sorted().limit(NAMED).toList(), all.size()))
        .sorted(Comparator.comparingInt(cycle -> -cycle.size()))
        .toList();
  }

  private List<Feasibility> feasibilities(Reach.Losses down) {
    Shortfalls shortfalls = new Shortfalls(graph, reversed, promises, down.own(), components);
    List<Feasibility> all = new ArrayList<>();
    promises.forEach(
        (name, promise) ->
            graph
                .number(name)
                .ifPresent(
                    v -> {
                      int c = components.of(v);
                      int needs = (int) Math.round(down.sums()[0][c] + sizes[c]) - 1;
                      all.add(
                          new Feasibility(
                              name,
                              promise,
                              Promise.good(down.below()[c]),
                              needs,
                              (int) Math.round(down.sums()[2][c]),
                              Promise.good(promise.loss() / (needs + 1)),
                              List.of(),
                              List.of()));
                    }));
    all.sort(
        Comparator.comparingDouble(
                (Feasibility f) ->
                    Promise.loss(f.promise().target().value()) - Promise.loss(f.best()))
            .thenComparing(Feasibility::service));
    for (int i = 0; i < Math.min(options.listed(), all.size()) && !all.get(i).isFeasible(); i++) {
      all.set(i, shortfalls.explain(all.get(i)));
    }
    return all;
  }

  private List<Experiment> experiments(Trees trees, double[][] up) {
    double total = trees.total();
    List<Integer> targets = new ArrayList<>();
    for (int v = 0; v < graph.size(); v++) {
      if (trees.stakes()[v] > 0 && !unverified(v).isEmpty()) {
        targets.add(v);
      }
    }
    targets.sort(
        Comparator.comparingDouble((Integer v) -> -Math.round(trees.stakes()[v] / total * 1e9))
            .thenComparingDouble(v -> -Math.round(up[0][components.of(v)] * 1e6))
            .thenComparingDouble(v -> -up[2][components.of(v)])
            .thenComparing(graph::name));
    return targets.stream()
        .limit(options.listed())
        .map(v -> new Experiment(graph.name(v), trees.stakes()[v] / total, unverified(v)))
        .toList();
  }

  private List<ServiceName> unverified(int v) {
    List<ServiceName> callers = new ArrayList<>();
    for (int slot = reversed.first(v); slot < reversed.end(v); slot++) {
      if (!graph.links().get(reversed.edge(slot)).coupling().isVerified()) {
        callers.add(graph.name(reversed.target(slot)));
      }
    }
    return callers.stream().sorted().toList();
  }

  /** Fallbacks and hardening in one list: what spares users most. */
  private List<Cut> investments(Trees trees, double[] traffic, double[] own) {
    double total = 0;
    for (int v = 0; v < own.length; v++) {
      total += traffic[components.of(v)] * own[v];
    }
    if (!(total > 0)) {
      return List.of();
    }
    List<Cut> cuts = new ArrayList<>();
    for (int edge : trees.best(options.listed())) {
      Link link = graph.links().get(edge);
      List<ServiceName> spares =
          trees.behind(edge, graph.number(link.server()).orElseThrow()).stream()
              .map(graph::name)
              .toList();
      cuts.add(
          new Cut(
              new Cut.Change.Fallback(link.client(), link.server()),
              trees.gain(edge) / total,
              spares.stream().limit(NAMED).toList(),
              spares.size()));
    }
    List<Integer> hardened = new ArrayList<>();
    for (int v = 0; v < own.length; v++) {
      if (graph.node(v).kind() != Node.Kind.EXTERNAL && traffic[components.of(v)] > 0) {
        hardened.add(v);
      }
    }
    hardened.sort(Comparator.comparingDouble(v -> -traffic[components.of(v)] * own[v]));
    for (int v : hardened.subList(0, Math.min(options.listed(), hardened.size()))) {
      cuts.add(
          new Cut(
              new Cut.Change.Harden(graph.name(v)),
              traffic[components.of(v)] * own[v] / total,
              List.of(graph.name(v)),
              1));
    }
    cuts.sort(
        Comparator.comparingDouble((Cut cut) -> -Math.round(cut.gain() * 1e9))
            .thenComparingInt(cut -> -cut.spared())
            .thenComparing(Cut::toString));
    return cuts.subList(0, Math.min(options.listed(), cuts.size()));
  }
}
