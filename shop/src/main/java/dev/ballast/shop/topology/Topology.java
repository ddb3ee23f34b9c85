// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.topology;

import dev.ballast.shop.topology.ServiceSpec.DatabaseUse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Every request path of the shop: the first region holds the primary database, the others follow
 * it, read at home and write there.
 */
public record Topology(List<String> regions, List<Edge> edges) {

  public Topology {
    regions = List.copyOf(regions);
    edges = List.copyOf(edges);
  }

  /** The shop spread over these regions. */
  public static Topology of(List<String> regions) {
    if (regions.isEmpty() || regions.stream().distinct().count() != regions.size()) {
      throw new IllegalArgumentException("regions: " + regions + " (expected: distinct names)");
    }
    List<Edge> edges = new ArrayList<>();
    for (String region : regions) {
      for (ServiceSpec spec : ServiceSpec.ALL) {
        Node client = new Node(spec.name(), region);
        spec.calls().forEach(c -> edges.add(new Edge(client, new Node(c, region), Edge.Kind.HTTP)));
        databasesOf(spec.database(), region, regions.getFirst())
            .forEach(d -> edges.add(new Edge(client, Node.database(d), Edge.Kind.DATABASE)));
      }
    }
    return new Topology(regions, edges);
  }

  /** The region whose database takes all writes. */
  public String primaryRegion() {
    return regions.getFirst();
  }

  /** Every service in every region, regions in order, callers first. */
  public List<Node> services() {
    return regions.stream()
        .flatMap(r -> ServiceSpec.ALL.stream().map(s -> new Node(s.name(), r)))
        .toList();
  }

  /** All whose requests go through the victim, directly or through others, in order of name. */
  public List<Node> callersOf(Node victim) {
    return reachable(victim, Edge::server, Edge::client);
  }

  /** All that requests to the entrance go through, directly or through others, in order of name. */
  public List<Node> neededBy(Node entrance) {
    return reachable(entrance, Edge::client, Edge::server);
  }

  private List<Node> reachable(Node start, Function<Edge, Node> from, Function<Edge, Node> to) {
    NavigableSet<Node> found = new TreeSet<>();
    Deque<Node> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      Node here = open.remove();
      edges.stream()
          .filter(e -> from.apply(e).equals(here) && found.add(to.apply(e)))
          .forEach(e -> open.add(to.apply(e)));
    }
    return List.copyOf(found);
  }

  private static List<String> databasesOf(DatabaseUse use, String region, String primary) {
    return switch (use) {
      case NONE -> List.of();
      case PRIMARY_ONLY -> List.of(primary);
      case READS_OWN_REGION -> region.equals(primary) ? List.of(primary) : List.of(region, primary);
    };
  }
}
