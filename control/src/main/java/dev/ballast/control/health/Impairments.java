// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.control.health.ServiceHealth.Impairment;
import dev.ballast.control.slo.Evidence;
import dev.ballast.control.topology.Edge;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Dependency.Strength;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is not well below each place, over hard edges. Of several sick places on one way only the
 * deepest is named, since what lies above it is impaired by it too; a place judged as a whole
 * stands for all its regions.
 */
final class Impairments {

  private static final Comparator<Impairment> ORDER =
      Comparator.comparing(Impairment::health, Comparator.reverseOrder())
          .thenComparingInt(impairment -> impairment.via().size())
          .thenComparing(Impairment::on);

  private final Topology topology;
  private final Map<Place, Health> healths;
  private final Map<Place, Map<Place, Edge>> callees = new HashMap<>();
  private final Map<Place, Set<Place>> below = new HashMap<>();

  /** Most graphs are well: only what is above something sick needs a closer look. */
  private final Set<Place> aboveSick;

  Impairments(Topology topology, Map<Place, Health> healths) {
    this.topology = topology;
    this.healths = new TreeMap<>(healths);
    for (Edge edge : topology.edges()) {
      if (edge.strength() == Strength.HARD) {
        for (Place client : judgedAs(edge.client())) {
          for (Place server : judgedAs(edge.server())) {
            callees.computeIfAbsent(client, _ -> new TreeMap<>()).putIfAbsent(server, edge);
          }
        }
      }
    }
    aboveSick = aboveSick();
  }

  private Set<Place> aboveSick() {
    Map<Place, Set<Place>> callers = new HashMap<>();
    callees.forEach(
        (client, servers) ->
            servers
                .keySet()
                .forEach(
                    server -> callers.computeIfAbsent(server, _ -> new HashSet<>()).add(client)));
    ArrayDeque<Place> open = new ArrayDeque<>();
    healths.forEach(
        (place, health) -> {
          if (isSick(health)) {
            open.add(place);
          }
        });
    Set<Place> above = new HashSet<>();
    while (!open.isEmpty()) {
      for (Place caller : callers.getOrDefault(open.remove(), Set.of())) {
        if (above.add(caller)) {
          open.add(caller);
        }
      }
    }
    return above;
  }

  List<Impairment> of(Place place) {
    if (!aboveSick.contains(place)) {
      return List.of();
    }
    Map<Place, Place> cameFrom = walk(place);
    List<Place> sick =
        cameFrom.keySet().stream()
            .filter(below -> !below.equals(place))
            .filter(below -> isSick(healths.getOrDefault(below, Health.UNKNOWN)))
            .toList();
    return sick.stream()
        .filter(candidate -> sick.stream().noneMatch(other -> isAbove(candidate, other)))
        .map(root -> impairment(place, root, cameFrom))
        .sorted(ORDER)
        .toList();
  }

  /** In a cycle neither is above the other. */
  private boolean isAbove(Place candidate, Place other) {
    return !candidate.equals(other)
        && below(candidate).contains(other)
        && !below(other).contains(candidate);
  }

  private Set<Place> below(Place place) {
    return below.computeIfAbsent(place, _ -> new HashSet<>(walk(place).keySet()));
  }

  /** Breadth first; each place with the one it was reached from. */
  private Map<Place, Place> walk(Place start) {
    Map<Place, Place> cameFrom = new LinkedHashMap<>();
    cameFrom.put(start, start);
    ArrayDeque<Place> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      Place place = open.remove();
      for (Place callee : callees.getOrDefault(place, Map.of()).keySet()) {
        if (cameFrom.putIfAbsent(callee, place) == null) {
          open.add(callee);
        }
      }
    }
    return cameFrom;
  }

  private Impairment impairment(Place place, Place root, Map<Place, Place> cameFrom) {
    List<Place> via = new ArrayList<>();
    Place caller = before(root, cameFrom);
    for (Place at = caller; !at.equals(place); at = before(at, cameFrom)) {
      via.addFirst(at);
    }
    return new Impairment(
        root, healths.getOrDefault(root, Health.UNKNOWN), via, evidence(caller, root));
  }

  private static Place before(Place place, Map<Place, Place> cameFrom) {
    return cameFrom.getOrDefault(place, place);
  }

  private List<Evidence> evidence(Place caller, Place root) {
    Edge edge = callees.getOrDefault(caller, Map.of()).get(root);
    return edge == null ? List.of() : List.of(EdgeEvidence.of(topology, edge));
  }

  private Set<Place> judgedAs(Place place) {
    Place whole = Place.whole(place.service());
    if (healths.containsKey(place)) {
      return Set.of(place);
    }
    if (healths.containsKey(whole)) {
      return Set.of(whole);
    }
    Set<Place> regions = new TreeSet<>();
    if (place.isWhole()) {
      healths.keySet().stream()
          .filter(judged -> judged.service().equals(place.service()))
          .forEach(regions::add);
    }
    return regions.isEmpty() ? Set.of(place) : regions;
  }

  private static boolean isSick(Health health) {
    return health == Health.DEGRADED || health == Health.UNHEALTHY;
  }
}
