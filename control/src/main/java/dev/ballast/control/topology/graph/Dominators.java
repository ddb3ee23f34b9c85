// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.graph;

import java.util.Arrays;

/**
 * The dominator tree of what is reached from some roots: a node dominates those that no way from a
 * root reaches without passing it.
 */
public final class Dominators {

  // Lengauer and Tarjan, "A fast algorithm for finding dominators in a flowgraph", TOPLAS 1(1),
  // 1979, the simple version with path compression: O(E log V). One node more than there is, number
  // 0 below, stands before all roots, so several roots cost nothing extra. All walks are iterative.

  /** The dominator of a root: nothing that is a node. */
  public static final int NONE = -1;

  /** Stands for a node that no root reaches. */
  public static final int UNREACHED = -2;

  private final int[] idom;
  private final int[] order;

  private Dominators(int[] idom, int[] order) {
    this.idom = idom;
    this.order = order;
  }

  /**
   * The tree of what the roots reach.
   *
   * @param reversed the graph's edges the other way round
   */
  public static Dominators of(Csr graph, Csr reversed, int... roots) {
    return new Walk(graph, reversed, roots).run();
  }

  /** The nearest node that dominates another, {@link #NONE}, or {@link #UNREACHED}. */
  public int idom(int node) {
    return idom[node];
  }

  public boolean isReached(int node) {
    return idom[node] != UNREACHED;
  }

  /** How many nodes the roots reach, themselves included. */
  public int reached() {
    return order.length;
  }

  /** A reached node; each comes after its dominator. */
  public int reached(int i) {
    return order[i];
  }

  /** For each node the sum over all that it dominates, itself included; 0 where not reached. */
  public double[] sums(double[] weights) {
    double[] sums = new double[idom.length];
    for (int i = order.length - 1; i >= 0; i--) {
      int v = order[i];
      sums[v] += weights[v];
      if (idom[v] >= 0) {
        sums[idom[v]] += sums[v];
      }
    }
    return sums;
  }

  /**
   * For each node {@code v} whether the edge from its dominator is the only way in, that is,
   * whether cutting this one edge cuts off {@code v} and all that it dominates.
   */
  public boolean[] bridges(Csr reversed) {
    int n = idom.length;
    int[] size = new int[n];
    for (int i = order.length - 1; i >= 0; i--) {
      size[order[i]]++;
      if (idom[order[i]] >= 0) {
        size[idom[order[i]]] += size[order[i]];
      }
    }
    int[] enter = new int[n];
    int[] next = new int[n];
    int roots = 0;
    for (int v : order) {
      int parent = idom[v];
      enter[v] = parent >= 0 ? next[parent] : roots;
      next[v] = enter[v] + 1;
      if (parent >= 0) {
        next[parent] += size[v];
      } else {
        roots += size[v];
      }
    }
    boolean[] bridges = new boolean[n];
    for (int v : order) {
      int parent = idom[v];
      boolean only = parent >= 0;
      boolean direct = false;
      for (int slot = reversed.first(v); only && slot < reversed.end(v); slot++) {
        int u = reversed.target(slot);
        if (u == parent) {
          direct = true;
        } else if (idom[u] != UNREACHED) {
          only = enter[u] >= enter[v] && enter[u] < enter[v] + size[v];
        }
      }
      bridges[v] = only && direct;
    }
    return bridges;
  }

  /** Works on depth-first numbers; 0 is the node before all roots. */
  private static final class Walk {

    private final Csr graph;
    private final Csr reversed;
    private final int[] number;
    private final int[] vertex;
    private final int[] parent;
    private final boolean[] root;
    private int count;
    private int[] ancestor = new int[0];
    private int[] label = new int[0];
    private int[] semi = new int[0];
    private int[] stack = new int[0];

    Walk(Csr graph, Csr reversed, int[] roots) {
      this.graph = graph;
      this.reversed = reversed;
      int n = graph.nodes();
      number = new int[n];
      vertex = new int[n + 1];
      parent = new int[n + 1];
      root = new boolean[n];
      count = 1;
      int[] slot = new int[n];
      int[] path = new int[n];
      for (int r : roots) {
        root[r] = true;
      }
      for (int r : roots) {
        if (number[r] == 0) {
          search(r, slot, path);
        }
      }
    }

    private void search(int from, int[] slot, int[] path) {
      int depth = 0;
      enter(from, 0, slot);
      path[0] = from;
      while (depth >= 0) {
        int v = path[depth];
        if (slot[v] == graph.end(v)) {
          depth--;
          continue;
        }
        int w = graph.target(slot[v]++);
        if (number[w] == 0) {
          enter(w, number[v], slot);
          path[++depth] = w;
        }
      }
    }

    private void enter(int v, int from, int[] slot) {
      slot[v] = graph.first(v);
      parent[count] = from;
      vertex[count] = v;
      number[v] = count++;
    }

    Dominators run() {
      ancestor = new int[count];
      label = new int[count];
      semi = new int[count];
      stack = new int[count];
      int[] dominator = new int[count];
      int[] bucket = new int[count];
      int[] nextInBucket = new int[count];
      Arrays.fill(ancestor, NONE);
      Arrays.fill(bucket, NONE);
      for (int i = 0; i < count; i++) {
        label[i] = semi[i] = i;
      }
      for (int w = count - 1; w > 0; w--) {
        semi[w] = semidominator(w);
        nextInBucket[w] = bucket[semi[w]];
        bucket[semi[w]] = w;
        int p = parent[w];
        ancestor[w] = p;
        for (int v = bucket[p]; v != NONE; v = nextInBucket[v]) {
          int u = eval(v);
          dominator[v] = semi[u] < semi[v] ? u : p;
        }
        bucket[p] = NONE;
      }
      int[] idom = new int[graph.nodes()];
      Arrays.fill(idom, UNREACHED);
      for (int w = 1; w < count; w++) {
        if (dominator[w] != semi[w]) {
          dominator[w] = dominator[dominator[w]];
        }
        idom[vertex[w]] = dominator[w] == 0 ? NONE : vertex[dominator[w]];
      }
      return new Dominators(idom, Arrays.copyOfRange(vertex, 1, count));
    }

    private int semidominator(int w) {
      int v = vertex[w];
      int least = root[v] ? 0 : semi[w];
      for (int slot = reversed.first(v); slot < reversed.end(v); slot++) {
        int u = number[reversed.target(slot)];
        if (u > 0) {
          least = Math.min(least, semi[eval(u)]);
        }
      }
      return least;
    }

    /** The node of the least semidominator on the way up the forest, whose paths it shortens. */
    private int eval(int v) {
      if (ancestor[v] == NONE) {
        return v;
      }
      int depth = 0;
      for (int u = v; ancestor[ancestor[u]] != NONE; u = ancestor[u]) {
        stack[depth++] = u;
      }
      while (depth > 0) {
        int u = stack[--depth];
        int above = ancestor[u];
        if (semi[label[above]] < semi[label[u]]) {
          label[u] = label[above];
        }
        ancestor[u] = ancestor[above];
      }
      return label[v];
    }
  }
}
