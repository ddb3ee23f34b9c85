// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The ways from one node to another that pass no node twice, shortest first, each as the slots of
 * its edges.
 *
 * @param complete there are no others
 */
public record Ways(List<List<Integer>> slots, boolean complete) {

  // Depth-first with the distance to the goal as a lower bound, deepened step by step; the number
  // of ways may be exponential, so both ways and steps are bounded.

  private static final int FAR = Integer.MAX_VALUE;
  private static final int STEPS = 1_000_000;

  public Ways {
    slots = slots.stream().map(List::copyOf).toList();
  }

  public static Ways between(Csr graph, Csr reversed, int from, int to, int most) {
    int[] distance = distances(reversed, to);
    if (distance[from] == FAR || from == to) {
      return new Ways(List.of(), true);
    }
    Search search = new Search(graph, distance, to, most);
    int reachable = (int) Arrays.stream(distance).filter(d -> d != FAR).count();
    for (int length = distance[from]; length < reachable && search.goesOn(); length++) {
      search.deeper = false;
      search.run(from, length);
      if (!search.deeper) {
        break;
      }
    }
    return new Ways(search.found, search.goesOn());
  }

  /**
   * Steps to a node along a reversed graph's edges; {@code Integer.MAX_VALUE} where there is no
   * way.
   */
  public static int[] distances(Csr reversed, int to) {
    int[] distance = new int[reversed.nodes()];
    Arrays.fill(distance, FAR);
    int[] queue = new int[reversed.nodes()];
    int end = 1;
    queue[0] = to;
    distance[to] = 0;
    for (int begin = 0; begin < end; begin++) {
      int v = queue[begin];
      for (int slot = reversed.first(v); slot < reversed.end(v); slot++) {
        int u = reversed.target(slot);
        if (distance[u] == FAR) {
          distance[u] = distance[v] + 1;
          queue[end++] = u;
        }
      }
    }
    return distance;
  }

  private static final class Search {

    private final Csr graph;
    private final int[] distance;
    private final int goal;
    private final int most;
    private final boolean[] onWay;
    private final List<List<Integer>> found = new ArrayList<>();
    private int steps;
    private boolean deeper;
    private boolean full;

    Search(Csr graph, int[] distance, int goal, int most) {
      this.graph = graph;
      this.distance = distance;
      this.goal = goal;
      this.most = most;
      this.onWay = new boolean[graph.nodes()];
    }

    boolean goesOn() {
      return !full && steps < STEPS;
    }

    /** Finds the ways of exactly one length. */
    void run(int from, int length) {
      int[] node = new int[length + 1];
      int[] slot = new int[length + 1];
      int depth = 0;
      node[0] = from;
      slot[0] = graph.first(from);
      onWay[from] = true;
      while (depth >= 0) {
        int v = node[depth];
        if (!goesOn() || slot[depth] == graph.end(v)) {
          onWay[v] = false;
          depth--;
          continue;
        }
        int at = slot[depth]++;
        int w = graph.target(at);
        steps++;
        if (distance[w] == FAR || onWay[w]) {
          continue;
        }
        int left = length - depth - 1;
        if (w == goal) {
          if (left == 0) {
            keep(slot, depth);
          }
        } else if (distance[w] > left) {
          deeper = true;
        } else {
          node[++depth] = w;
          slot[depth] = graph.first(w);
          onWay[w] = true;
        }
      }
    }

    private void keep(int[] slot, int depth) {
      if (found.size() == most) {
        full = true;
        return;
      }
      List<Integer> way = new ArrayList<>(depth + 1);
      for (int i = 0; i <= depth; i++) {
        way.add(slot[i] - 1);
      }
      found.add(way);
    }
  }
}
