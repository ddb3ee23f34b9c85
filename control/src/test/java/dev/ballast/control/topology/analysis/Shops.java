// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.control.topology.Edge;
import dev.ballast.control.topology.Propagation;
import dev.ballast.model.Dependency.Strength;
import dev.ballast.model.ServiceName;
import dev.ballast.model.quantity.Ratio;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Writes graphs of services shortly. */
final class Shops {

  private final Map<String, Node> nodes = new TreeMap<>();
  private final List<Link> links = new ArrayList<>();
  private final Map<ServiceName, Promise> promises = new HashMap<>();

  /** The table of the document that Ballast is after. */
  static Shops document() {
    return new Shops()
        .needs("payments", "user-service", "auth", "database")
        .needs("orders", "user-service", "inventory", "database")
        .needs("inventory", "warehouse", "database");
  }

  Shops needs(String client, String... servers) {
    for (String server : servers) {
      link(client, server, false, new Coupling.Assumed(), new Edge.Traffic.None(), true);
    }
    return this;
  }

  Shops uses(String client, String server) {
    Coupling soft = new Coupling.Declared(Strength.SOFT, Propagation.NONE);
    return link(client, server, false, soft, new Edge.Traffic.None(), true);
  }

  Shops sends(String client, String server) {
    return link(client, server, true, new Coupling.Queued(), seen(1, Double.NaN), false);
  }

  Shops calls(String client, String server, double rps, double seconds) {
    return link(client, server, false, new Coupling.Assumed(), seen(rps, seconds), false);
  }

  Shops coupled(String client, String server, Coupling coupling) {
    return link(client, server, false, coupling, seen(1, 0.01), true);
  }

  private static Edge.Traffic seen(double rps, double seconds) {
    return new Edge.Traffic.Observed(rps, 0, seconds, 3 * seconds);
  }

  private Shops link(
      String client,
      String server,
      boolean async,
      Coupling coupling,
      Edge.Traffic traffic,
      boolean declared) {
    for (String name : List.of(client, server)) {
      nodes.computeIfAbsent(name, n -> new Node(new ServiceName(n), Node.Kind.INTERNAL));
    }
    links.add(
        new Link(
            new ServiceName(client), new ServiceName(server), async, coupling, declared, traffic));
    return this;
  }

  Shops users(String service, double rps, double seconds) {
    nodes.put(service, new Node(new ServiceName(service), Node.Kind.INTERNAL, rps, seconds));
    return this;
  }

  Shops promises(String service, double target) {
    promises.put(new ServiceName(service), new Promise(new Ratio(target), service + "-slo"));
    return this;
  }

  DependencyGraph graph() {
    return new DependencyGraph(List.copyOf(nodes.values()), links);
  }

  GraphAnalysis analysis() {
    return GraphAnalysis.of(graph(), promises, AnalysisOptions.DEFAULT, new SplittableRandom(1));
  }
}
