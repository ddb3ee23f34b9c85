// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.graph;

import java.util.Arrays;
import java.util.Objects;

/**
 * A directed graph as compressed rows: the edges out of node {@code v} are the slots {@code
 * first(v)} to {@code end(v)}. Nodes are 0 to {@code nodes() - 1}; immutable.
 */
public final class Csr {

  private final int[] offsets;
  private final int[] targets;
  private final int[] edges;

  private Csr(int[] offsets, int[] targets, int[] edges) {
    this.offsets = offsets;
    this.targets = targets;
    this.edges = edges;
  }

  /** Edge {@code i} leads from {@code from[i]} to {@code to[i]}; its slot remembers {@code i}. */
  public static Csr of(int nodes, int[] from, int[] to) {
    if (from.length != to.length) {
      throw new IllegalArgumentException(
          "to: " + to.length + " ends (expected: as many as starts, " + from.length + ")");
    }
    int[] offsets = new int[nodes + 1];
    for (int i = 0; i < from.length; i++) {
      Objects.checkIndex(to[i], nodes);
      offsets[Objects.checkIndex(from[i], nodes) + 1]++;
    }
    for (int v = 0; v < nodes; v++) {
      offsets[v + 1] += offsets[v];
    }
    int[] next = Arrays.copyOf(offsets, nodes);
    int[] targets = new int[from.length];
    int[] edges = new int[from.length];
    for (int i = 0; i < from.length; i++) {
      int slot = next[from[i]]++;
      targets[slot] = to[i];
      edges[slot] = i;
    }
    return new Csr(offsets, targets, edges);
  }

  /** The same edges under other numbers: {@code i} becomes {@code numbers[i]}. */
  public Csr numbered(int[] numbers) {
    int[] other = new int[edges.length];
    for (int slot = 0; slot < edges.length; slot++) {
      other[slot] = numbers[edges[slot]];
    }
    return new Csr(offsets, targets, other);
  }

  public int nodes() {
    return offsets.length - 1;
  }

  public int size() {
    return targets.length;
  }

  public int first(int node) {
    return offsets[node];
  }

  public int end(int node) {
    return offsets[node + 1];
  }

  public int degree(int node) {
    return offsets[node + 1] - offsets[node];
  }

  /** The node that a slot's edge leads to. */
  public int target(int slot) {
    return targets[slot];
  }

  /** The number that a slot's edge was made with. */
  public int edge(int slot) {
    return edges[slot];
  }

  /** The same edges the other way round, with the same numbers. */
  public Csr reversed() {
    int[] from = new int[size()];
    for (int v = 0; v < nodes(); v++) {
      Arrays.fill(from, first(v), end(v), v);
    }
    return of(nodes(), targets, from).numbered(edges);
  }
}
