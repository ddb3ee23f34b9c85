// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.control.topology.Edge;
import dev.ballast.control.topology.Pair;
import dev.ballast.control.topology.Propagation;
import dev.ballast.control.topology.Signals;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Configuration;
import dev.ballast.model.Dependency;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes one graph of services out of calls between places, what is declared and what was seen. */
public final class GraphMaker {

  private static final String VIRTUAL = "virtual_node";
  private static final String DATABASE = "database";
  private static final String MESSAGING = "messaging_system";

  private final Configuration configuration;
  private final Map<Pair, Propagation> measured;
  private final Map<ServiceName, Signals> signals;
  private final SortedMap<ServiceName, Traits> traits = new TreeMap<>();
  private final Map<Pair, List<Edge>> edges = new HashMap<>();

  private GraphMaker(
      Configuration configuration,
      Map<Pair, Propagation> measured,
      Map<ServiceName, Signals> signals) {
    this.configuration = configuration;
    this.measured = measured;
    this.signals = signals;
  }

  /** What is declared, and nothing else. */
  public static DependencyGraph of(Configuration configuration) {
    return of(Topology.declared(configuration), configuration, Map.of(), Map.of());
  }

  /**
   * What is declared and what was seen, over all regions.
   *
   * @param measured what failures have shown, by edge
   * @param signals the services with telemetry of their own
   */
  public static DependencyGraph of(
      Topology topology,
      Configuration configuration,
      Map<Pair, Propagation> measured,
      Map<ServiceName, Signals> signals) {
    GraphMaker maker = new GraphMaker(configuration, measured, signals);
    configuration.services().keySet().forEach(maker::traits);
    topology.edges().forEach(maker::add);
    return maker.make();
  }

  private void add(Edge edge) {
    ServiceName client = edge.client().service();
    ServiceName server = edge.server().service();
    if (isUser(edge)) {
      traits(server).users.add(edge);
    } else if (!client.equals(server)) {
      traits(client).learn(edge, true);
      traits(server).learn(edge, false);
      edges.computeIfAbsent(new Pair(client, server), _ -> new ArrayList<>(1)).add(edge);
    }
  }

  /** The world outside, which no resource describes. */
  private boolean isUser(Edge edge) {
    return edge.isOfUsers() && !configuration.services().containsKey(edge.client().service());
  }

  private Traits traits(ServiceName name) {
    return traits.computeIfAbsent(name, _ -> new Traits());
  }

  private DependencyGraph make() {
    List<Node> nodes = new ArrayList<>(traits.size());
    traits.forEach((name, seen) -> nodes.add(node(name, seen)));
    List<Link> links = new ArrayList<>(edges.size());
    edges.entrySet().stream()
        .sorted(
            Map.Entry.comparingByKey(
                java.util.Comparator.comparing(Pair::client).thenComparing(Pair::server)))
        .forEach(entry -> links.add(link(entry.getKey(), entry.getValue())));
    return new DependencyGraph(nodes, links);
  }

  private Node node(ServiceName name, Traits seen) {
    return traffic(seen.users) instanceof Edge.Traffic.Observed users
        ? new Node(name, kind(name, seen), Math.max(0, users.rps()), users.averageSeconds())
        : new Node(name, kind(name, seen));
  }

  private Node.Kind kind(ServiceName name, Traits seen) {
    Service service = configuration.services().get(name);
    if (service != null) {
      return switch (service.kind()) {
        case INTERNAL -> Node.Kind.INTERNAL;
        case DATABASE -> Node.Kind.DATABASE;
        case EXTERNAL -> Node.Kind.EXTERNAL;
      };
    }
    if (signals.getOrDefault(name, Signals.NONE).known()) {
      return Node.Kind.INTERNAL;
    }
    return seen.kind();
  }

  private Link link(Pair pair, List<Edge> all) {
    boolean async = all.stream().allMatch(edge -> edge.connectionType().equals(MESSAGING));
    Propagation shown = measured.getOrDefault(pair, Propagation.NONE);
    Dependency declared = declared(pair);
    return new Link(
        pair.client(),
        pair.server(),
        async,
        coupling(declared, async, shown),
        declared != null,
        traffic(all));
  }

  private static Coupling coupling(
      @Nullable Dependency declared, boolean async, Propagation shown) {
    if (declared != null && declared.stated()) {
      return new Coupling.Declared(declared.strength(), shown);
    }
    if (shown.verdict() != Propagation.Verdict.UNKNOWN) {
      return new Coupling.Estimated(shown);
    }
    return async ? new Coupling.Queued() : new Coupling.Assumed();
  }

  private @Nullable Dependency declared(Pair pair) {
    Service client = configuration.services().get(pair.client());
    if (client != null) {
      for (Dependency dependency : client.dependencies()) {
        if (dependency.to().equals(pair.server())) {
          return dependency;
        }
      }
    }
    return null;
  }

  /** All regions as one: calls add up, ratios and means by calls, the worst 99th percentile. */
  private static Edge.Traffic traffic(List<Edge> all) {
    double rps = 0;
    double failed = 0;
    double seconds = 0;
    double timed = 0;
    double p99 = Double.NaN;
    boolean observed = false;
    for (Edge edge : all) {
      if (edge.traffic() instanceof Edge.Traffic.Observed seen) {
        observed = true;
        rps += seen.rps();
        failed += seen.errorRatio() * seen.rps();
        if (!Double.isNaN(seen.averageSeconds())) {
          seconds += seen.averageSeconds() * seen.rps();
          timed += seen.rps();
        }
        p99 = Double.isNaN(p99) ? seen.p99Seconds() : Math.max(p99, seen.p99Seconds());
      }
    }
    return observed
        ? new Edge.Traffic.Observed(
            rps,
            rps > 0 ? Math.clamp(failed / rps, 0, 1) : 0,
            timed > 0 ? seconds / timed : Double.NaN,
            p99)
        : new Edge.Traffic.None();
  }

  /** What the edges of a service without a resource tell of it. */
  private static final class Traits {

    private final List<Edge> users = new ArrayList<>(1);
    private boolean calls;
    private boolean sends;
    private boolean called;
    private boolean receives;
    private boolean database;
    private boolean virtual;

    void learn(Edge edge, boolean client) {
      boolean message = edge.connectionType().equals(MESSAGING);
      if (client) {
        calls |= !message;
        sends |= message;
      } else {
        called |= !message;
        receives |= message;
        database |= edge.connectionType().equals(DATABASE);
        virtual |= edge.connectionType().equals(VIRTUAL);
      }
    }

    Node.Kind kind() {
      if (database && !calls) {
        return Node.Kind.DATABASE;
      }
      if (receives && sends && !calls && !called) {
        return Node.Kind.QUEUE;
      }
      return virtual && !calls && !sends ? Node.Kind.EXTERNAL : Node.Kind.INTERNAL;
    }
  }
}
