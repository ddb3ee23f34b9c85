// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.control.topology.Edge;
import dev.ballast.control.topology.Pair;
import dev.ballast.model.Names;
import dev.ballast.model.ServiceName;
import dev.ballast.model.mesh.Listener;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What meshes say of calls: who calls whom, as far as ports have one caller each, and how calls are
 * tried and timed. Where meshes or routes differ, the one with the most attempts counts.
 *
 * @param graph the given one, and the calls that only the meshes know
 * @param policies one for each call of the graph that goes through a mesh
 * @param uncalled services of the meshes that nothing in the graph calls
 */
public record MeshCalls(
    DependencyGraph graph, List<CallPolicy> policies, List<ServiceName> uncalled) {

  private static final Comparator<Route> BY_TRIES =
      Comparator.<Route>comparingInt(route -> route.retry().attempts())
          .thenComparing(route -> unbounded(route.timeout()));

  public MeshCalls {
    policies = List.copyOf(policies);
    uncalled = List.copyOf(uncalled);
  }

  public static MeshCalls of(DependencyGraph known, List<Mesh> meshes) {
    DependencyGraph graph = withCallers(known, meshes);
    SortedMap<String, CallPolicy> policies = new TreeMap<>();
    Set<ServiceName> uncalled = new HashSet<>();
    for (Mesh mesh : meshes) {
      for (MeshService service : mesh.services()) {
        uncalled.add(service.name());
        for (Link link : graph.links()) {
          if (link.server().equals(service.name())) {
            CallPolicy policy = policy(link.client(), service);
            policies.merge(link.toString(), policy, MeshCalls::worse);
          }
        }
      }
    }
    policies.values().forEach(policy -> uncalled.remove(policy.server()));
    return new MeshCalls(
        graph,
        List.copyOf(policies.values()),
        uncalled.stream().sorted(Comparator.comparing(ServiceName::value)).toList());
  }

  private static CallPolicy policy(ServiceName client, MeshService service) {
    Route route = service.routes().stream().max(BY_TRIES).orElseThrow();
    return new CallPolicy(
        client,
        service.name(),
        route.retry().attempts(),
        route.retry().perTry(),
        route.timeout(),
        service.policies().retryBudget().share().value());
  }

  private static CallPolicy worse(CallPolicy a, CallPolicy b) {
    Comparator<CallPolicy> order =
        Comparator.comparingDouble(CallPolicy::load)
            .thenComparingInt(CallPolicy::attempts)
            .thenComparing(policy -> unbounded(policy.overall()));
    return order.compare(a, b) >= 0 ? a : b;
  }

  /** Zero is for ever. */
  private static Duration unbounded(Duration duration) {
    return duration.isZero() ? Duration.ofSeconds(Long.MAX_VALUE) : duration;
  }

  private static DependencyGraph withCallers(DependencyGraph known, List<Mesh> meshes) {
    List<Node> nodes = new ArrayList<>(known.nodes());
    List<Link> links = new ArrayList<>(known.links());
    Set<ServiceName> names = new HashSet<>();
    Set<Pair> pairs = new HashSet<>();
    nodes.forEach(node -> names.add(node.name()));
    links.forEach(link -> pairs.add(new Pair(link.client(), link.server())));
    for (Mesh mesh : meshes) {
      for (MeshService service : mesh.services()) {
        for (Listener listener : service.listeners()) {
          if (!Names.isValid(listener.source())
              || listener.source().equals(service.name().value())) {
            continue;
          }
          Pair pair = new Pair(new ServiceName(listener.source()), service.name());
          for (ServiceName name : List.of(pair.client(), pair.server())) {
            if (names.add(name)) {
              nodes.add(new Node(name, Node.Kind.INTERNAL));
            }
          }
          if (pairs.add(pair)) {
            links.add(
                new Link(
                    pair.client(),
                    pair.server(),
                    false,
                    new Coupling.Assumed(),
                    false,
                    new Edge.Traffic.None()));
          }
        }
      }
    }
    return new DependencyGraph(nodes, links);
  }
}
