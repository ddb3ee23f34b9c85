// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology;

import dev.ballast.model.Configuration;
import dev.ballast.model.Dependency.Strength;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The graph of calls between places at one time.
 *
 * @param window within which a call makes an edge observed, as evaluated
 * @param recent within which rates, errors and latencies are measured, as evaluated
 * @param queries by what they answer, as asked
 */
public record Topology(
    List<Edge> edges,
    Duration window,
    Duration recent,
    Map<String, String> queries,
    Instant evaluatedAt) {

  public static final Topology EMPTY =
      new Topology(List.of(), Duration.ZERO, Duration.ZERO, Map.of(), Instant.EPOCH);

  public Topology {
    edges = List.copyOf(edges);
    queries = Collections.unmodifiableMap(new TreeMap<>(queries));
  }

  /** What is declared, as long as nobody has looked. */
  public static Topology declared(Configuration configuration) {
    return new Topology(
        new EdgeMerge(configuration).edges(),
        Duration.ZERO,
        Duration.ZERO,
        Map.of(),
        Instant.EPOCH);
  }

  /** All places on any edge. */
  public SortedSet<Place> places() {
    TreeSet<Place> places = new TreeSet<>();
    for (Edge edge : edges) {
      places.add(edge.client());
      places.add(edge.server());
    }
    return places;
  }

  public SortedSet<Place> placesOf(ServiceName service) {
    TreeSet<Place> places = new TreeSet<>();
    places().stream().filter(place -> place.service().equals(service)).forEach(places::add);
    return places;
  }

  /** Edges into a place. */
  public List<Edge> callers(Place server) {
    return edges.stream().filter(edge -> edge.server().equals(server)).toList();
  }

  /** Edges out of a place. */
  public List<Edge> callees(Place client) {
    return edges.stream().filter(edge -> edge.client().equals(client)).toList();
  }

  /** Edges into a service, whatever the regions. */
  public List<Edge> callersOf(ServiceName server) {
    return edges.stream().filter(edge -> edge.server().service().equals(server)).toList();
  }

  /** Edges out of a service, whatever the regions. */
  public List<Edge> calleesOf(ServiceName client) {
    return edges.stream().filter(edge -> edge.client().service().equals(client)).toList();
  }

  /** Every place that reaches the given one over hard edges, directly or not; never itself. */
  public SortedSet<Place> transitiveCallers(Place server) {
    TreeSet<Place> found = new TreeSet<>();
    ArrayDeque<Place> open = new ArrayDeque<>(List.of(server));
    while (!open.isEmpty()) {
      Place place = open.remove();
      for (Edge edge : edges) {
        if (edge.server().equals(place)
            && edge.strength() == Strength.HARD
            && !edge.client().equals(server)
            && found.add(edge.client())) {
          open.add(edge.client());
        }
      }
    }
    return found;
  }
}
