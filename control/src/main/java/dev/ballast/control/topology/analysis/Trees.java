// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.control.topology.graph.Csr;
import dev.ballast.control.topology.graph.Dominators;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The dominator trees of the busiest entry points over hard dependencies. A failure travels up to
 * an entry point along every way; where one edge is the only way, a fallback there spares the entry
 * point all that the edge's end dominates.
 */
final class Trees {

  @SuppressWarnings("ArrayRecordComponent")
  private record Tree(double weight, Dominators dominators, boolean[] bridges) {}

  private final Csr reversed;
  private final List<Tree> trees = new ArrayList<>();
  private final double[] own;
  private final double[] stakes;
  private final Map<Integer, Double> gains = new HashMap<>();
  private double total;

  Trees(Csr hard, Csr reversed, Entries entries, double[] own, int most) {
    this.reversed = reversed;
    this.own = own;
    this.stakes = new double[hard.nodes()];
    List<Integer> users = new ArrayList<>();
    for (int v = 0; v < hard.nodes(); v++) {
      if (entries.weights()[v] > 0) {
        users.add(v);
      }
    }
    users.sort(Comparator.comparingDouble(v -> -entries.weights()[v]));
    for (int user : users.subList(0, Math.min(most, users.size()))) {
      Dominators dominators = Dominators.of(hard, reversed, user);
      grow(user, new Tree(entries.weights()[user], dominators, dominators.bridges(reversed)));
    }
  }

  private void grow(int root, Tree tree) {
    trees.add(tree);
    double[] sums = tree.dominators.sums(own);
    total += tree.weight * sums[root];
    for (int i = 0; i < tree.dominators.reached(); i++) {
      int v = tree.dominators.reached(i);
      if (v != root) {
        stakes[v] += tree.weight * sums[v];
      }
      if (tree.bridges[v]) {
        gains.merge(edgeFrom(tree.dominators.idom(v), v), tree.weight * sums[v], Double::sum);
      }
    }
  }

  private int edgeFrom(int client, int server) {
    for (int slot = reversed.first(server); slot < reversed.end(server); slot++) {
      if (reversed.target(slot) == client) {
        return reversed.edge(slot);
      }
    }
    throw new IllegalStateException("no edge from " + client + " to " + server);
  }

  int count() {
    return trees.size();
  }

  /** Failures of everything that the entry points need, weighted by their traffic. */
  double total() {
    return total;
  }

  /** By node: what would be spared if none of its callers needed it. */
  double[] stakes() {
    return stakes;
  }

  /** What a fallback on an edge would spare. */
  double gain(int edge) {
    return gains.getOrDefault(edge, 0.0);
  }

  List<Integer> best(int most) {
    return gains.entrySet().stream()
        .sorted(
            Comparator.comparingDouble((Map.Entry<Integer, Double> e) -> -e.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The nodes that some entry point is spared by a fallback on an edge, the heaviest first. */
  List<Integer> behind(int edge, int server) {
    boolean[] spared = new boolean[own.length];
    for (Tree tree : trees) {
      Dominators dominators = tree.dominators;
      if (!tree.bridges[server] || edgeFrom(dominators.idom(server), server) != edge) {
        continue;
      }
      boolean[] below = new boolean[own.length];
      for (int i = 0; i < dominators.reached(); i++) {
        int v = dominators.reached(i);
        below[v] = v == server || (dominators.idom(v) >= 0 && below[dominators.idom(v)]);
        spared[v] |= below[v];
      }
    }
    List<Integer> nodes = new ArrayList<>();
    for (int v = 0; v < spared.length; v++) {
      if (spared[v]) {
        nodes.add(v);
      }
    }
    nodes.sort(Comparator.comparingDouble((Integer v) -> -own[v]).thenComparing(v -> v != server));
    return nodes;
  }
}
