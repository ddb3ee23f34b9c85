// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.engine;

import dev.ballast.control.topology.Edge;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who needs whom, and how far apart two places are. A service as a whole is each of its regions.
 * For one look: where one search has been is remembered, and nothing is searched before somebody
 * asks, since most looks find nothing that is new.
 */
final class Kin {

  private final Topology topology;
  private final Map<Place, Map<Place, Integer>> needed = new HashMap<>();
  private final Map<From, Map<Place, Integer>> around = new HashMap<>();
  private @Nullable Roads roads;

  private record From(Place place, int most) {}

  /** The edges, by where they begin. */
  private record Roads(
      Map<Place, Set<Place>> callees,
      Map<Place, Set<Place>> neighbours,
      Map<ServiceName, Set<Place>> known) {

    static Roads of(Topology topology) {
      Roads roads = new Roads(new HashMap<>(), new HashMap<>(), new HashMap<>());
      for (Edge edge : topology.edges()) {
        add(roads.callees, edge.client(), edge.server());
        add(roads.neighbours, edge.client(), edge.server());
        add(roads.neighbours, edge.server(), edge.client());
      }
      roads.neighbours.keySet().forEach(place -> add(roads.known, place.service(), place));
      return roads;
    }

    private static <K> void add(Map<K, Set<Place>> roads, K from, Place to) {
      roads.computeIfAbsent(from, _ -> new HashSet<>()).add(to);
    }

    Set<Place> of(ServiceName service) {
      return known.getOrDefault(service, Set.of());
    }
  }

  Kin(Topology topology) {
    this.topology = topology;
  }

  /** Whether calls to one may end up at the other, or both are the same. */
  boolean needs(Place from, Place to) {
    return holds(
        needed.computeIfAbsent(from, f -> search(f, Integer.MAX_VALUE, roads().callees())), to);
  }

  /** Whether so many calls, in any direction, are enough to get from one to the other. */
  boolean near(Place from, Place to, int most) {
    return holds(
        around.computeIfAbsent(
            new From(from, most), f -> search(f.place(), f.most(), roads().neighbours())),
        to);
  }

  private Roads roads() {
    Roads made = roads == null ? Roads.of(topology) : roads;
    roads = made;
    return made;
  }

  /** All that is at most so many steps away, and how many. */
  private Map<Place, Integer> search(Place from, int most, Map<Place, Set<Place>> edges) {
    Map<Place, Integer> seen = new HashMap<>();
    Deque<Place> open = new ArrayDeque<>();
    for (Place start : meant(from)) {
      seen.put(start, 0);
      open.add(start);
    }
    while (!open.isEmpty()) {
      Place place = open.remove();
      int steps = seen.getOrDefault(place, 0);
      if (steps < most) {
        for (Place next : edges.getOrDefault(place, Set.of())) {
          if (seen.putIfAbsent(next, steps + 1) == null) {
            open.add(next);
          }
        }
      }
    }
    return seen;
  }

  private Set<Place> meant(Place place) {
    Set<Place> meant = new HashSet<>(Set.of(place));
    roads().of(place.service()).stream()
        .filter(known -> known.isWhole() || place.isWhole())
        .forEach(meant::add);
    return meant;
  }

  /** Whether it is there, or it is a whole of which a part is, or a part of a whole that is. */
  private static boolean holds(Map<Place, Integer> seen, Place place) {
    return seen.containsKey(place)
        || seen.containsKey(Place.whole(place.service()))
        || (place.isWhole()
            && seen.keySet().stream().anyMatch(one -> one.service().equals(place.service())));
  }
}
