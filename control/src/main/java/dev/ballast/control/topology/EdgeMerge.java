// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology;

import dev.ballast.model.Configuration;
import dev.ballast.model.Dependency;
import dev.ballast.model.Dependency.Strength;
import dev.ballast.model.Names;
import dev.ballast.model.Place;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import dev.ballast.promql.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Observed edges under the declared ones' strengths, and the declared ones that nobody was seen to
 * use, each within every region that its client is known in.
 */
final class EdgeMerge {

  private static final SortedSet<String> EVERYWHERE =
      Collections.unmodifiableSortedSet(new TreeSet<>(List.of("")));

  private static final Comparator<Edge> ORDER =
      Comparator.comparing(Edge::client)
          .thenComparing(Edge::server)
          .thenComparing(Edge::connectionType);

  private final Configuration configuration;
  private final Map<Pair, Strength> declared = new HashMap<>();
  private final List<Edge> edges = new ArrayList<>();
  private final Set<Pair> seen = new HashSet<>();
  private final Map<ServiceName, SortedSet<String>> regions = new HashMap<>();

  EdgeMerge(Configuration configuration) {
    this.configuration = configuration;
    for (Service service : configuration.services().values()) {
      for (Dependency dependency : service.dependencies()) {
        declared.put(new Pair(service.name(), dependency.to()), dependency.strength());
      }
    }
  }

  /** Names that no resource could have are left out: nothing could be said of them. */
  void observe(Labels labels, Edge.Traffic traffic) {
    String client = labels.get("client");
    String server = labels.get("server");
    if (Names.isValid(client) && Names.isValid(server)) {
      Pair pair = new Pair(new ServiceName(client), new ServiceName(server));
      Place from = new Place(pair.client(), labels.get("client_cloud_region"));
      Place to = new Place(pair.server(), labels.get("server_cloud_region"));
      seen.add(pair);
      regions.computeIfAbsent(from.service(), _ -> new TreeSet<>()).add(from.region());
      regions.computeIfAbsent(to.service(), _ -> new TreeSet<>()).add(to.region());
      edges.add(
          new Edge(
              from,
              to,
              labels.get("connection_type"),
              Optional.ofNullable(declared.get(pair)).orElse(otherwise(labels)),
              declared.containsKey(pair),
              traffic));
    }
  }

  /**
   * Adds a pair that nobody reported yet: spans and a mesh see the same calls, which must not count
   * twice.
   */
  void supplement(Labels labels, Edge.Traffic traffic) {
    String client = labels.get("client");
    String server = labels.get("server");
    if (Names.isValid(client)
        && Names.isValid(server)
        && !seen.contains(new Pair(new ServiceName(client), new ServiceName(server)))) {
      observe(labels, traffic);
    }
  }

  /** A message waits while its receiver is away; anything else is hard until somebody says not. */
  private static Strength otherwise(Labels labels) {
    return labels.get("connection_type").equals("messaging_system") ? Strength.SOFT : Strength.HARD;
  }

  List<Edge> edges() {
    List<Edge> all = new ArrayList<>(edges);
    for (Service service : configuration.services().values()) {
      for (Dependency dependency : service.dependencies()) {
        all.addAll(unseen(service.name(), dependency));
      }
    }
    all.sort(ORDER);
    return all;
  }

  private List<Edge> unseen(ServiceName client, Dependency dependency) {
    return seen.contains(new Pair(client, dependency.to()))
        ? List.of()
        : regions.getOrDefault(client, EVERYWHERE).stream()
            .map(
                region ->
                    new Edge(
                        new Place(client, region),
                        new Place(dependency.to(), region),
                        "",
                        dependency.strength(),
                        true,
                        new Edge.Traffic.None()))
            .toList();
  }
}
