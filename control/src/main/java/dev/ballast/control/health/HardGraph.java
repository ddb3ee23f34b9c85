// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.control.topology.Edge;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Dependency.Strength;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The hard edges between places as they are judged, with places as numbers. A place that is judged
 * as a whole stands for all its regions, and a call from an unknown region for one from each.
 */
final class HardGraph {

  static final int NONE = -1;

  private final List<Place> places = new ArrayList<>();
  private final Map<Place, Integer> numbers = new HashMap<>();
  private final List<Map<Integer, Edge>> callers = new ArrayList<>();

  HardGraph(Topology topology, Set<Place> judged) {
    Map<ServiceName, Set<Place>> byService = new HashMap<>();
    judged.forEach(
        place -> byService.computeIfAbsent(place.service(), _ -> new TreeSet<>()).add(place));
    judged.stream().sorted().forEach(this::number);
    for (Edge edge : topology.edges()) {
      if (edge.strength() == Strength.HARD) {
        for (Place client : judgedAs(edge.client(), byService)) {
          for (Place server : judgedAs(edge.server(), byService)) {
            callers.get(number(server)).putIfAbsent(number(client), edge);
          }
        }
      }
    }
  }

  private static Set<Place> judgedAs(Place place, Map<ServiceName, Set<Place>> byService) {
    Set<Place> judged = byService.getOrDefault(place.service(), Set.of());
    Place whole = Place.whole(place.service());
    if (judged.contains(place)) {
      return Set.of(place);
    }
    if (judged.contains(whole)) {
      return Set.of(whole);
    }
    return place.isWhole() && !judged.isEmpty() ? judged : Set.of(place);
  }

  private int number(Place place) {
    Integer known = numbers.get(place);
    if (known != null) {
      return known;
    }
    numbers.put(place, places.size());
    places.add(place);
    callers.add(new HashMap<>());
    return places.size() - 1;
  }

  int numberOf(Place place) {
    return numbers.getOrDefault(place, NONE);
  }

  Place place(int number) {
    return places.get(number);
  }

  Edge edge(int client, int server) {
    Edge edge = callers.get(server).get(client);
    if (edge == null) {
      throw new IllegalArgumentException(place(client) + " does not call " + place(server));
    }
    return edge;
  }

  /** Shortest ways to one place from all that reach it. */
  static final class Ways {

    private final int[] next;

    private Ways(int[] next) {
      this.next = next;
    }

    boolean leadFrom(int place) {
      return next[place] != NONE;
    }

    /** The next place on the way; the target itself at the target. */
    int next(int place) {
      return next[place];
    }
  }

  Ways towards(int target) {
    int[] next = new int[places.size()];
    Arrays.fill(next, NONE);
    next[target] = target;
    int[] open = new int[places.size()];
    int end = 1;
    open[0] = target;
    for (int begin = 0; begin < end; begin++) {
      for (int caller : callers.get(open[begin]).keySet()) {
        if (next[caller] == NONE) {
          next[caller] = open[begin];
          open[end++] = caller;
        }
      }
    }
    return new Ways(next);
  }
}
