// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.control.topology.Edge;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Traffic;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who calls whom, with what was measured over the recent window. */
record GraphJson(
    List<NodeJson> nodes, List<EdgeJson> edges, double recentSeconds, Instant evaluatedAt) {

  /** A service in a region. */
  record NodeJson(
      String service,
      String region,
      String health,
      @Nullable Double rps,
      @Nullable Double errorRatio,
      @Nullable Double p99Seconds) {}

  /** Calls from one place to another; numbers are null on an edge that is only declared. */
  record EdgeJson(
      PlaceJson client,
      PlaceJson server,
      String connectionType,
      String strength,
      boolean declared,
      @Nullable Double rps,
      @Nullable Double errorRatio,
      @Nullable Double averageSeconds,
      @Nullable Double p99Seconds) {}

  /** Where. */
  record PlaceJson(String service, String region) {
    static PlaceJson of(Place place) {
      return new PlaceJson(place.service().value(), place.region());
    }
  }

  static GraphJson of(Board board) {
    TreeSet<Place> places = new TreeSet<>(board.health().topology().places());
    board.health().services().forEach(service -> places.add(service.place()));
    return new GraphJson(
        places.stream().map(place -> node(board, place)).toList(),
        board.health().topology().edges().stream().map(GraphJson::edge).toList(),
        Seconds.of(board.health().topology().recent()),
        board.health().topology().evaluatedAt());
  }

  private static NodeJson node(Board board, Place place) {
    Traffic traffic = board.trafficOf(place);
    Health health = board.health().of(place).map(h -> h.health()).orElse(Health.UNKNOWN);
    return new NodeJson(
        place.service().value(),
        place.region(),
        health.name(),
        Seconds.known(traffic.rps()),
        Seconds.known(traffic.errorRatio()),
        Seconds.known(traffic.p99Seconds()));
  }

  private static EdgeJson edge(Edge edge) {
    Edge.Traffic.Observed seen =
        edge.traffic() instanceof Edge.Traffic.Observed observed
            ? observed
            : new Edge.Traffic.Observed(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    return new EdgeJson(
        PlaceJson.of(edge.client()),
        PlaceJson.of(edge.server()),
        edge.connectionType(),
        edge.strength().name().toLowerCase(Locale.ROOT),
        edge.declared(),
        Seconds.known(seen.rps()),
        Seconds.known(seen.errorRatio()),
        Seconds.known(seen.averageSeconds()),
        Seconds.known(seen.p99Seconds()));
  }
}
