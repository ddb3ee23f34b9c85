// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.control.topology.graph.Components;

/**
 * Where users come in, and how much of their traffic each entry point has.
 *
 * @param observed the weights are requests per second; else no user was seen, and everything that
 *     calls and is not called counts the same
 * @param weights by node; 0: not an entry point
 */
@SuppressWarnings("ArrayRecordComponent")
record Entries(boolean observed, double[] weights, double total, int count) {

  static Entries of(DependencyGraph graph) {
    double[] weights = new double[graph.size()];
    double total = 0;
    int count = 0;
    for (int v = 0; v < graph.size(); v++) {
      weights[v] = graph.node(v).userRps();
      total += weights[v];
      count += weights[v] > 0 ? 1 : 0;
    }
    return total > 0 ? new Entries(true, weights, total, count) : sources(graph);
  }

  /** Cycles that nobody calls from outside share the weight of one. */
  private static Entries sources(DependencyGraph graph) {
    Components components = Components.of(graph.calls());
    boolean[] called = new boolean[components.count()];
    for (int v = 0; v < graph.size(); v++) {
      for (int slot = graph.calls().first(v); slot < graph.calls().end(v); slot++) {
        int server = components.of(graph.calls().target(slot));
        called[server] |= server != components.of(v);
      }
    }
    double[] weights = new double[graph.size()];
    double total = 0;
    int count = 0;
    for (int v = 0; v < graph.size(); v++) {
      if (!called[components.of(v)] && graph.calls().degree(v) > 0) {
        weights[v] = 1.0 / components.size(components.of(v));
        total += weights[v];
        count++;
      }
    }
    return new Entries(false, weights, total, count);
  }
}
