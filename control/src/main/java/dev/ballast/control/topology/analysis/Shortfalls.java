// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.control.topology.graph.Components;
import dev.ballast.control.topology.graph.Csr;
import dev.ballast.control.topology.graph.Dominators;
import dev.ballast.model.ServiceName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Says for a promise that cannot be kept what stands in its way, and what would help. */
final class Shortfalls {

  private static final int MOST = 8;

  private final DependencyGraph graph;
  private final Csr reversed;
  private final Map<ServiceName, Promise> promises;
  private final double[] own;
  private final Components components;

  /**
   * @param own losses by component
   */
  Shortfalls(
      DependencyGraph graph,
      Csr reversed,
      Map<ServiceName, Promise> promises,
      double[] own,
      Components components) {
    this.graph = graph;
    this.reversed = reversed;
    this.promises = promises;
    this.own = own;
    this.components = components;
  }

  Feasibility explain(Feasibility short_) {
    int root = graph.number(short_.service()).orElseThrow();
    Dominators tree = Dominators.of(graph.hard(), reversed, root);
    double[] losses = new double[graph.size()];
    List<Integer> needs = new ArrayList<>();
    double all = 0;
    for (int i = 0; i < tree.reached(); i++) {
      int v = tree.reached(i);
      int c = components.of(v);
      if (c != components.of(root)) {
        losses[v] = own[c] / components.size(c);
        all += losses[v];
        needs.add(v);
      }
    }
    needs.sort(Comparator.comparingDouble((Integer v) -> -losses[v]).thenComparing(graph::name));
    return new Feasibility(
        short_.service(),
        short_.promise(),
        short_.best(),
        short_.dependencies(),
        short_.unpromised(),
        short_.each(),
        needs.stream().filter(v -> losses[v] > 0).limit(MOST).map(v -> culprit(v, losses)).toList(),
        remedies(tree, losses, all));
  }

  private Feasibility.Culprit culprit(int v, double[] losses) {
    Promise promise = promises.get(graph.name(v));
    return new Feasibility.Culprit(
        graph.name(v), Promise.good(losses[v]), promise == null ? "" : promise.basis());
  }

  private List<Feasibility.Remedy> remedies(Dominators tree, double[] losses, double all) {
    double[] behind = tree.sums(losses);
    boolean[] bridges = tree.bridges(reversed);
    List<Integer> cuts = new ArrayList<>();
    for (int i = 0; i < tree.reached(); i++) {
      int v = tree.reached(i);
      if (bridges[v] && behind[v] > 0) {
        cuts.add(v);
      }
    }
    cuts.sort(Comparator.comparingDouble((Integer v) -> -behind[v]).thenComparing(graph::name));
    return cuts.stream()
        .limit(3)
        .map(
            v ->
                new Feasibility.Remedy(
                    graph.name(tree.idom(v)), graph.name(v), Promise.good(all - behind[v])))
        .toList();
  }
}
