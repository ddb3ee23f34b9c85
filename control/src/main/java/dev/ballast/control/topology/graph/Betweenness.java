// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.graph;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * How much of what starts at weighted sources passes through each node on its shortest ways to
 * everything else.
 *
 * @param values by node, in the unit of the weights times targets
 * @param pairs sources times the targets that each reaches, weighted: what no value can exceed
 * @param sources how many sources were walked from
 * @param exact every source was
 */
@SuppressWarnings("ArrayRecordComponent")
public record Betweenness(double[] values, double pairs, int sources, boolean exact) {

  // Brandes, "A faster algorithm for betweenness centrality", J. Math. Sociol. 25(2), 2001: O(V E).
  // With more sources than asked for, so many are drawn with replacement, each in proportion to its
  // weight, and weighted alike: an unbiased estimate (Brandes and Pich, "Centrality estimation in
  // large networks", 2007, with importance sampling) of relative error about 1 / sqrt(draws).

  /** Ends and starts of ways do not count as passed. */
  public static Betweenness of(Csr graph, double[] weights, int most, RandomGenerator random) {
    int n = graph.nodes();
    int[] heavy = new int[n];
    double[] upTo = new double[n];
    int count = 0;
    double total = 0;
    for (int v = 0; v < n; v++) {
      if (weights[v] > 0) {
        total += weights[v];
        heavy[count] = v;
        upTo[count++] = total;
      }
    }
    Walk walk = new Walk(graph);
    if (count <= most) {
      for (int i = 0; i < count; i++) {
        walk.from(heavy[i], weights[heavy[i]]);
      }
      return new Betweenness(walk.values, walk.pairs, count, true);
    }
    for (int draw = 0; draw < most; draw++) {
      int i = Arrays.binarySearch(upTo, 0, count, random.nextDouble() * total);
      walk.from(heavy[Math.min(count - 1, i < 0 ? -i - 1 : i)], total / most);
    }
    return new Betweenness(walk.values, walk.pairs, most, false);
  }

  private static final class Walk {

    private static final int FAR = -1;

    private final Csr graph;
    private final double[] values;
    private final int[] distance;
    private final int[] queue;
    private final double[] ways;
    private final double[] passed;
    private double pairs;

    Walk(Csr graph) {
      this.graph = graph;
      int n = graph.nodes();
      values = new double[n];
      distance = new int[n];
      queue = new int[n];
      ways = new double[n];
      passed = new double[n];
      Arrays.fill(distance, FAR);
    }

    void from(int source, double weight) {
      int end = 1;
      queue[0] = source;
      distance[source] = 0;
      ways[source] = 1;
      for (int begin = 0; begin < end; begin++) {
        int v = queue[begin];
        for (int slot = graph.first(v); slot < graph.end(v); slot++) {
          int w = graph.target(slot);
          if (distance[w] == FAR) {
            distance[w] = distance[v] + 1;
            queue[end++] = w;
          }
          if (distance[w] == distance[v] + 1) {
            ways[w] += ways[v];
          }
        }
      }
      pairs += weight * (end - 1);
      for (int i = end - 1; i >= 0; i--) {
        int v = queue[i];
        double sum = 0;
        for (int slot = graph.first(v); slot < graph.end(v); slot++) {
          int w = graph.target(slot);
          if (distance[w] == distance[v] + 1) {
            sum += (1 + passed[w]) / ways[w];
          }
        }
        passed[v] = sum * ways[v];
        if (i > 0) {
          values[v] += weight * passed[v];
        }
      }
      for (int i = 0; i < end; i++) {
        int v = queue[i];
        distance[v] = FAR;
        ways[v] = 0;
        passed[v] = 0;
      }
    }
  }
}
