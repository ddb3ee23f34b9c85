// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.graph;

import dev.ballast.control.topology.Edge;
import dev.ballast.control.topology.Propagation;
import dev.ballast.control.topology.analysis.Coupling;
import dev.ballast.control.topology.analysis.DependencyGraph;
import dev.ballast.control.topology.analysis.Link;
import dev.ballast.control.topology.analysis.Node;
import dev.ballast.control.topology.analysis.Promise;
import dev.ballast.model.Dependency.Strength;
import dev.ballast.model.ServiceName;
import dev.ballast.model.quantity.Ratio;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A seeded graph of services: callers before callees but for one edge in a thousand, so that there
 * are cycles; popularity by a power law, so that there are hot spots that everybody needs; two in
 * ten dependencies soft, one in ten by message; traffic of users by a power law over the first.
 */
final class PowerLaw {

  private static final double SOFT = 0.2;
  private static final double QUEUED = 0.1;
  private static final double BACKWARDS = 0.001;
  private static final int NEAR = 50;
  private static final double[] TARGETS = {0.99, 0.999, 0.9995, 0.9999, 0.99999};

  private final RandomGenerator random;
  private final int services;
  private final int edges;
  private final int entries;
  private final List<ServiceName> names = new ArrayList<>();

  PowerLaw(long seed, int services, int edges, int entries) {
    this.random = new SplittableRandom(seed);
    this.services = services;
    this.edges = edges;
    this.entries = entries;
    for (int i = 0; i < services; i++) {
      names.add(new ServiceName("service-" + i));
    }
  }

  DependencyGraph graph() {
    List<Node> nodes = new ArrayList<>();
    for (int v = 0; v < services; v++) {
      nodes.add(
          new Node(
              names.get(v),
              Node.Kind.INTERNAL,
              v < entries ? 10_000.0 / (v + 1) : 0,
              v < entries ? 0.2 : Double.NaN));
    }
    List<Link> links = new ArrayList<>();
    Set<Long> pairs = new HashSet<>();
    while (links.size() < edges) {
      int from = random.nextInt(services - 1);
      // The density of the target falls with the square root of its distance from the far end.
      double far = random.nextDouble();
      int to = services - 1 - (int) ((services - 1 - from) * far * far);
      if (random.nextDouble() < BACKWARDS) {
        // A neighbour that calls back: a cycle of a few, not one of half the graph.
        to = Math.min(services - 1, from + 1 + random.nextInt(NEAR));
        add(to, from, pairs, links);
      }
      add(from, to, pairs, links);
    }
    return new DependencyGraph(nodes, links);
  }

  private void add(int from, int to, Set<Long> pairs, List<Link> links) {
    if (from != to && pairs.add((long) from << Integer.SIZE | to)) {
      links.add(link(from, to));
    }
  }

  private Link link(int from, int to) {
    double dice = random.nextDouble();
    boolean queued = dice < QUEUED;
    Coupling coupling =
        queued
            ? new Coupling.Queued()
            : dice < QUEUED + SOFT
                ? new Coupling.Declared(Strength.SOFT, Propagation.NONE)
                : new Coupling.Assumed();
    double rps = 1 + 1000 * Math.pow(random.nextDouble(), 4);
    return new Link(
        names.get(from),
        names.get(to),
        queued,
        coupling,
        dice < QUEUED + SOFT,
        new Edge.Traffic.Observed(rps, 0.001, 0.02 * random.nextDouble(), 0.1));
  }

  /** Every service promises something. */
  Map<ServiceName, Promise> promises() {
    Map<ServiceName, Promise> all = new HashMap<>();
    for (ServiceName name : names) {
      double target = TARGETS[random.nextInt(TARGETS.length)];
      all.put(name, new Promise(new Ratio(target), name + "-availability"));
    }
    return all;
  }
}
