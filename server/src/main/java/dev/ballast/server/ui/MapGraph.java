// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.topology.Edge;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Traffic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What the map shows, before it has positions: places and calls, or teams and calls between them
 * when there are more than {@value #MOST} places.
 */
record MapGraph(List<Spot> spots, List<Call> calls, boolean folded) {

  static final int MOST = 60;

  /** Health of several as one: the worst, where unknown is worse than healthy. */
  private static final Comparator<Health> BY_NEED =
      Comparator.comparingInt(
          List.of(Health.HEALTHY, Health.UNKNOWN, Health.DEGRADED, Health.UNHEALTHY)::indexOf);

  /** A box on the map; members are the places in it. */
  record Spot(String name, String region, Health health, Traffic traffic, List<Place> members) {}

  /** A line on the map. */
  record Call(
      String client,
      String clientRegion,
      String server,
      String serverRegion,
      double rps,
      double errorRatio) {}

  static MapGraph of(Board board) {
    // Only what is judged: the nameless users at the edge of the graph are no service.
    TreeSet<Place> places = new TreeSet<>();
    board.health().services().forEach(health -> places.add(health.place()));
    // A service that is known by region is not shown a second time as a whole.
    places.removeIf(
        place ->
            place.isWhole()
                && places.stream()
                    .anyMatch(o -> !o.isWhole() && o.service().equals(place.service())));
    boolean fold = places.size() > MOST;
    Function<ServiceName, String> name = fold ? team(board) : ServiceName::value;
    SortedMap<String, List<Place>> groups = new TreeMap<>();
    for (Place place : places) {
      groups
          .computeIfAbsent(
              place.region() + "/" + name.apply(place.service()), k -> new ArrayList<>())
          .add(place);
    }
    List<Spot> spots =
        groups.values().stream()
            .map(members -> spot(board, name.apply(members.getFirst().service()), members))
            .toList();
    return new MapGraph(spots, calls(board, name), fold);
  }

  private static Function<ServiceName, String> team(Board board) {
    return service -> {
      Service known = board.configuration().services().get(service);
      return known == null || known.team().isEmpty() ? "no team" : known.team();
    };
  }

  private static Spot spot(Board board, String name, List<Place> members) {
    Health worst =
        members.stream()
            .map(place -> board.health().of(place).map(h -> h.health()).orElse(Health.UNKNOWN))
            .max(BY_NEED)
            .orElse(Health.UNKNOWN);
    Traffic traffic = members.size() == 1 ? board.trafficOf(members.getFirst()) : Traffic.UNKNOWN;
    return new Spot(name, members.getFirst().region(), worst, traffic, List.copyOf(members));
  }

  private static List<Call> calls(Board board, Function<ServiceName, String> name) {
    Map<List<String>, Call> calls = new LinkedHashMap<>();
    for (Edge edge : board.health().topology().edges()) {
      String client = name.apply(edge.client().service());
      String server = name.apply(edge.server().service());
      String from = edge.client().region();
      String to = edge.server().region();
      if (client.equals(server) && from.equals(to)) {
        continue;
      }
      double rps = 0;
      double errors = 0;
      if (edge.traffic() instanceof Edge.Traffic.Observed observed) {
        rps = observed.rps();
        errors = observed.errorRatio();
      }
      calls.merge(
          List.of(client, from, server, to),
          new Call(client, from, server, to, rps, errors),
          MapGraph::together);
    }
    return List.copyOf(calls.values());
  }

  private static Call together(Call a, Call b) {
    double rps = a.rps() + b.rps();
    double errors = rps > 0 ? (a.errorRatio() * a.rps() + b.errorRatio() * b.rps()) / rps : 0;
    return new Call(a.client(), a.clientRegion(), a.server(), a.serverRegion(), rps, errors);
  }
}
