// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.engine;

import dev.ballast.control.topology.Edge;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who needs whom, and how far apart two places are. A service as a whole is each of its regions.
 */
final class Kin {

  private final Map<Place, Set<Place>> callees = new HashMap<>();
  private final Map<Place, Set<Place>> neighbours = new HashMap<>();

  Kin(Topology topology) {
    for (Edge edge : topology.edges()) {
      callees.computeIfAbsent(edge.client(), _ -> new TreeSet<>()).add(edge.server());
      neighbours.computeIfAbsent(edge.client(), _ -> new TreeSet<>()).add(edge.server());
      neighbours.computeIfAbsent(edge.server(), _ -> new TreeSet<>()).add(edge.client());
    }
  }

  /** Whether calls to one may end up at the other, or both are the same. */
  boolean needs(Place from, Place to) {
    return distance(from, to, Integer.MAX_VALUE, callees) >= 0;
  }

  /** Whether so many calls, in any direction, are enough to get from one to the other. */
  boolean near(Place from, Place to, int most) {
    return distance(from, to, most, neighbours) >= 0;
  }

  private int distance(Place from, Place to, int most, Map<Place, Set<Place>> edges) {
    Map<Place, Integer> seen = new HashMap<>();
    Deque<Place> open = new ArrayDeque<>();
    for (Place start : meant(from)) {
      seen.put(start, 0);
      open.add(start);
    }
    while (!open.isEmpty()) {
      Place place = open.remove();
      int steps = seen.getOrDefault(place, 0);
      if (isSame(place, to)) {
        return steps;
      }
      if (steps < most) {
        for (Place next : edges.getOrDefault(place, Set.of())) {
          if (seen.putIfAbsent(next, steps + 1) == null) {
            open.add(next);
          }
        }
      }
    }
    return -1;
  }

  private Set<Place> meant(Place place) {
    Set<Place> meant = new HashSet<>(Set.of(place));
    neighbours.keySet().stream().filter(known -> isSame(known, place)).forEach(meant::add);
    return meant;
  }

  private static boolean isSame(Place one, Place other) {
    return one.equals(other)
        || (one.service().equals(other.service()) && (one.isWhole() || other.isWhole()));
  }
}
