// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.graph;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;

/** Random graphs, ours and the same as jgrapht's. */
final class Graphs {

  /** A graph as lists of ends, shown by failures. */
  @SuppressWarnings("ArrayRecordComponent")
  record Ends(int nodes, int[] from, int[] to) {

    Csr csr() {
      return Csr.of(nodes, from, to);
    }

    Graph<Integer, DefaultEdge> oracle() {
      Graph<Integer, DefaultEdge> graph = new DefaultDirectedGraph<>(DefaultEdge.class);
      IntStream.range(0, nodes).forEach(graph::addVertex);
      for (int i = 0; i < from.length; i++) {
        graph.addEdge(from[i], to[i]);
      }
      return graph;
    }

    /** The same without one edge. */
    Ends without(int edge) {
      int[] kept = IntStream.range(0, from.length).filter(i -> i != edge).toArray();
      return new Ends(
          nodes,
          Arrays.stream(kept).map(i -> from[i]).toArray(),
          Arrays.stream(kept).map(i -> to[i]).toArray());
    }

    @Override
    public String toString() {
      return nodes + " nodes, " + Arrays.toString(from) + " -> " + Arrays.toString(to);
    }
  }

  private Graphs() {}

  /** Up to 40 nodes, no edge twice and none to itself; sparse to dense, with cycles. */
  static Ends random(RandomGenerator random) {
    return random(random, 2 + random.nextInt(39));
  }

  static Ends random(RandomGenerator random, int nodes) {
    int wanted = random.nextInt(1, 4 * nodes);
    Set<Long> edges = new LinkedHashSet<>();
    for (int i = 0; i < wanted; i++) {
      int from = random.nextInt(nodes);
      int to = random.nextInt(nodes);
      if (from != to) {
        edges.add((long) from << Integer.SIZE | to);
      }
    }
    return new Ends(
        nodes,
        edges.stream().mapToInt(e -> (int) (e >> Integer.SIZE)).toArray(),
        edges.stream().mapToInt(Long::intValue).toArray());
  }

  /** What a node reaches, itself included, by a plain search. */
  static boolean[] reached(Csr graph, int from) {
    boolean[] seen = new boolean[graph.nodes()];
    java.util.ArrayDeque<Integer> open = new java.util.ArrayDeque<>();
    seen[from] = true;
    open.add(from);
    while (!open.isEmpty()) {
      int v = open.remove();
      for (int slot = graph.first(v); slot < graph.end(v); slot++) {
        if (!seen[graph.target(slot)]) {
          seen[graph.target(slot)] = true;
          open.add(graph.target(slot));
        }
      }
    }
    return seen;
  }
}
