// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.control.topology.graph.Components;
import dev.ballast.control.topology.graph.Csr;
import dev.ballast.model.ServiceName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where the time of an entry point's requests goes.
 *
 * @param seconds a request's mean duration
 * @param path from the entry point along the calls that take most of the time
 * @param hops the services that take most of it themselves, the most first, on the path or not
 * @param parallel some caller waits for less than the sum of its calls, so shares are approximate
 */
public record Bottleneck(
    ServiceName entry, double seconds, List<Hop> path, List<Hop> hops, boolean parallel) {

  // From means alone: a service's own time is its mean duration less what its calls take, each
  // weighted by calls per request; time flows down to callees by these shares. That every request
  // to a service is like its mean is an assumption, and the price of needing no traces.

  /**
   * One service.
   *
   * @param share of the entry point's time that it takes itself, 0..1
   * @param seconds the same in seconds per request at the entry point
   */
  public record Hop(ServiceName service, double share, double seconds) {}

  private static final int LISTED = 8;
  private static final double PARALLEL = 1.05;

  public Bottleneck {
    path = List.copyOf(path);
    hops = List.copyOf(hops);
  }

  /** For the busiest entry points whose duration is known. */
  public static List<Bottleneck> all(DependencyGraph graph, int most) {
    Flow flow = new Flow(graph);
    List<Integer> entries = new ArrayList<>();
    for (int v = 0; v < graph.size(); v++) {
      if (graph.node(v).userRps() > 0 && flow.time[v] > 0) {
        entries.add(v);
      }
    }
    entries.sort(
        Comparator.comparingDouble((Integer v) -> -graph.node(v).userRps())
            .thenComparing(graph::name));
    return entries.stream().limit(most).map(flow::of).toList();
  }

  private static final class Flow {

    private final DependencyGraph graph;
    private final Csr calls;
    private final Components components;
    private final double[] requests;
    private final double[] time;
    private final double[] below;

    Flow(DependencyGraph graph) {
      this.graph = graph;
      this.calls = graph.calls();
      this.components = Components.of(calls);
      int n = graph.size();
      requests = new double[n];
      time = new double[n];
      below = new double[n];
      double[] timed = new double[n];
      for (int v = 0; v < n; v++) {
        Node node = graph.node(v);
        requests[v] += node.userRps();
        count(v, node.userRps(), node.userSeconds(), timed);
        for (int slot = calls.first(v); slot < calls.end(v); slot++) {
          Link link = link(slot);
          requests[calls.target(slot)] += link.rps();
          if (!link.async()) {
            count(calls.target(slot), link.rps(), link.averageSeconds(), timed);
          }
        }
      }
      for (int v = 0; v < n; v++) {
        time[v] = timed[v] > 0 ? time[v] / timed[v] : 0;
      }
      for (int v = 0; v < n; v++) {
        for (int slot = calls.first(v); slot < calls.end(v); slot++) {
          below[v] += taken(v, slot);
        }
      }
    }

    private void count(int v, double rps, double seconds, double[] timed) {
      if (rps > 0 && Double.isFinite(seconds)) {
        time[v] += rps * seconds;
        timed[v] += rps;
      }
    }

    private Link link(int slot) {
      return graph.links().get(calls.edge(slot));
    }

    /** What a call takes of a request at its caller; nothing within a cycle, or without a wait. */
    private double taken(int v, int slot) {
      Link link = link(slot);
      boolean counts =
          !link.async()
              && link.rps() > 0
              && requests[v] > 0
              && Double.isFinite(link.averageSeconds())
              && components.of(v) != components.of(calls.target(slot));
      return counts ? link.rps() / requests[v] * link.averageSeconds() : 0;
    }

    Bottleneck of(int entry) {
      int n = graph.size();
      double[] share = new double[n];
      share[entry] = 1;
      Integer[] order = new Integer[n];
      Arrays.setAll(order, v -> v);
      Arrays.sort(order, Comparator.comparingInt(v -> -components.of(v)));
      boolean parallel = false;
      List<Hop> hops = new ArrayList<>();
      for (int v : order) {
        if (share[v] <= 0) {
          continue;
        }
        double whole = Math.max(time[v], below[v]);
        parallel |= below[v] > PARALLEL * time[v];
        double rest = whole;
        for (int slot = calls.first(v); slot < calls.end(v); slot++) {
          double taken = taken(v, slot);
          rest -= taken;
          if (whole > 0) {
            share[calls.target(slot)] += share[v] * taken / whole;
          }
        }
        double own = whole > 0 ? share[v] * Math.max(0, rest) / whole : share[v];
        hops.add(new Hop(graph.name(v), own, own * time[entry]));
      }
      List<Hop> path = path(entry, hops);
      hops.sort(Comparator.comparingDouble(Hop::share).reversed().thenComparing(Hop::service));
      return new Bottleneck(
          graph.name(entry),
          time[entry],
          path,
          hops.subList(0, Math.min(LISTED, hops.size())),
          parallel);
    }

    private List<Hop> path(int entry, List<Hop> hops) {
      List<Hop> path = new ArrayList<>();
      for (int v = entry; v >= 0; v = slowest(v)) {
        ServiceName name = graph.name(v);
        hops.stream().filter(hop -> hop.service().equals(name)).forEach(path::add);
      }
      return path;
    }

    private int slowest(int v) {
      int slowest = -1;
      double most = 0;
      for (int slot = calls.first(v); slot < calls.end(v); slot++) {
        if (taken(v, slot) > most) {
          most = taken(v, slot);
          slowest = calls.target(slot);
        }
      }
      return slowest;
    }
  }
}
