// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.graph;

import java.util.Arrays;

/**
 * The strongly connected components of a graph, and the acyclic graph between them. Components are
 * numbered so that every edge between two of them leads from the higher number to the lower.
 */
public final class Components {

  // Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1(2), 1972: O(V + E).
  // Iterative, as call chains in real graphs would overflow a thread's stack. A component is
  // complete only after all that it reaches, so the numbers come out in reverse topological order.

  private static final int UNSEEN = -1;

  private final int[] component;
  private final int[] sizes;
  private final Csr dag;

  private Components(int[] component, int[] sizes, Csr dag) {
    this.component = component;
    this.sizes = sizes;
    this.dag = dag;
  }

  public static Components of(Csr graph) {
    int n = graph.nodes();
    int[] index = new int[n];
    int[] low = new int[n];
    int[] component = new int[n];
    int[] slot = new int[n];
    int[] open = new int[n];
    int[] path = new int[n];
    Arrays.fill(index, UNSEEN);
    Arrays.fill(component, UNSEEN);
    int seen = 0;
    int count = 0;
    int opened = 0;
    for (int root = 0; root < n; root++) {
      if (index[root] != UNSEEN) {
        continue;
      }
      int depth = 0;
      path[0] = root;
      index[root] = low[root] = seen++;
      slot[root] = graph.first(root);
      open[opened++] = root;
      while (depth >= 0) {
        int v = path[depth];
        if (slot[v] < graph.end(v)) {
          int w = graph.target(slot[v]++);
          if (index[w] == UNSEEN) {
            index[w] = low[w] = seen++;
            slot[w] = graph.first(w);
            open[opened++] = w;
            path[++depth] = w;
          } else if (component[w] == UNSEEN) {
            low[v] = Math.min(low[v], index[w]);
          }
          continue;
        }
        if (low[v] == index[v]) {
          int member;
          do {
            member = open[--opened];
            component[member] = count;
          } while (member != v);
          count++;
        }
        if (--depth >= 0) {
          low[path[depth]] = Math.min(low[path[depth]], low[v]);
        }
      }
    }
    int[] sizes = new int[count];
    for (int c : component) {
      sizes[c]++;
    }
    return new Components(component, sizes, condense(graph, component, count));
  }

  /** Edges between components, each once. */
  private static Csr condense(Csr graph, int[] component, int count) {
    int n = graph.nodes();
    int[] order = new int[n];
    int[] start = new int[count + 1];
    for (int v = 0; v < n; v++) {
      start[component[v] + 1]++;
    }
    for (int c = 0; c < count; c++) {
      start[c + 1] += start[c];
    }
    int[] next = Arrays.copyOf(start, count);
    for (int v = 0; v < n; v++) {
      order[next[component[v]]++] = v;
    }
    int[] from = new int[graph.size()];
    int[] to = new int[graph.size()];
    int[] last = new int[count];
    Arrays.fill(last, UNSEEN);
    int edges = 0;
    for (int c = 0; c < count; c++) {
      for (int i = start[c]; i < start[c + 1]; i++) {
        int v = order[i];
        for (int slot = graph.first(v); slot < graph.end(v); slot++) {
          int d = component[graph.target(slot)];
          if (d != c && last[d] != c) {
            last[d] = c;
            from[edges] = c;
            to[edges++] = d;
          }
        }
      }
    }
    return Csr.of(count, Arrays.copyOf(from, edges), Arrays.copyOf(to, edges));
  }

  public int count() {
    return sizes.length;
  }

  public int of(int node) {
    return component[node];
  }

  public int size(int number) {
    return sizes[number];
  }

  /** Whether a node is on a cycle of at least two nodes. */
  public boolean isCyclic(int node) {
    return sizes[component[node]] > 1;
  }

  /** The graph between components. */
  public Csr dag() {
    return dag;
  }
}
