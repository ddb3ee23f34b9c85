// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.control.gate.Change;
import dev.ballast.control.health.ServiceHealth;
import dev.ballast.model.Health;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Freshness;
import dev.ballast.server.board.Notice;
import dev.ballast.server.gate.Gates;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What Ballast knows of the services: status, budgets, the graph, the regions. */
public final class StatusApi {

  private final Notice notice;
  private final Freshness freshness;
  private final Gates gates;
  private final InstantSource clock;
  private final Supplier<List<String>> warnings;

  /**
   * @param warnings of the control plane's regions
   */
  public StatusApi(
      Notice notice,
      Freshness freshness,
      Gates gates,
      InstantSource clock,
      Supplier<List<String>> warnings) {
    this.notice = notice;
    this.freshness = freshness;
    this.gates = gates;
    this.clock = clock;
    this.warnings = warnings;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/status", Role.VIEWER, r -> Reply.json(status())),
        Endpoint.get("/api/v1/services", Role.VIEWER, r -> Reply.json(services())),
        Endpoint.get("/api/v1/services/{name}", Role.VIEWER, this::service),
        Endpoint.get("/api/v1/slos", Role.VIEWER, this::slos),
        Endpoint.get("/api/v1/graph", Role.VIEWER, r -> Reply.json(GraphJson.of(board()))),
        Endpoint.get("/api/v1/regions", Role.VIEWER, r -> Reply.json(regions())));
  }

  /** A service with all that is known of it. */
  record ServiceJson(
      String service,
      String description,
      String team,
      String kind,
      String health,
      List<DependencyJson> dependencies,
      List<StatusJson.PlaceJson> places,
      List<SloJson> slos,
      GateJson gate) {}

  /** A declared dependency. */
  record DependencyJson(String service, String strength) {}

  /** One line of the list of services. */
  record ServiceLineJson(
      String service, String team, String kind, String health, List<String> regions) {}

  /** A region with the health of what runs in it. */
  record RegionJson(String region, String displayName, Map<String, Long> services) {}

  private Board board() {
    return notice.board();
  }

  private StatusJson status() {
    Board board = board();
    return StatusJson.of(board, freshness.problem(board, clock.instant()), warnings.get());
  }

  private Map<String, Object> services() {
    Board board = board();
    return Map.of(
        "services",
        board.servicesWorstFirst().entrySet().stream()
            .map(
                entry -> {
                  Service service = board.configuration().services().get(entry.getKey());
                  return new ServiceLineJson(
                      entry.getKey().value(),
                      service == null ? "" : service.team(),
                      kind(service),
                      entry.getValue().getFirst().health().name(),
                      entry.getValue().stream().map(h -> h.place().region()).sorted().toList());
                })
            .toList());
  }

  private Reply service(Request request) {
    Board board = board();
    ServiceName name = gates.known(request.variable("name"));
    Service service = board.configuration().services().get(name);
    List<ServiceHealth> places = board.health().of(name);
    return Reply.json(
        new ServiceJson(
            name.value(),
            service == null ? "" : service.description(),
            service == null ? "" : service.team(),
            kind(service),
            places.stream()
                .min(Board.worstFirst())
                .map(ServiceHealth::health)
                .orElse(Health.UNKNOWN)
                .name(),
            service == null
                ? List.of()
                : service.dependencies().stream()
                    .map(
                        d ->
                            new DependencyJson(
                                d.to().value(), d.strength().name().toLowerCase(Locale.ROOT)))
                    .toList(),
            places.stream().map(StatusJson.PlaceJson::of).toList(),
            board.health().slosOf(name).stream().map(SloJson::of).toList(),
            GateJson.of(gates.look(name, Change.NORMAL))));
  }

  private Reply slos(Request request) {
    String service = request.parameters().get("service", "");
    return Reply.json(
        Map.of(
            "slos",
            board().health().slos().stream()
                .filter(s -> service.isEmpty() || s.place().service().value().equals(service))
                .map(SloJson::of)
                .toList()));
  }

  private Map<String, Object> regions() {
    Board board = board();
    return Map.of(
        "regions",
        board.regions().stream()
            .map(
                region -> new RegionJson(region, displayName(board, region), counts(board, region)))
            .toList());
  }

  private static String displayName(Board board, String region) {
    return board.configuration().regions().values().stream()
        .filter(r -> r.name().value().equals(region))
        .map(r -> r.displayName())
        .findFirst()
        .orElse(region);
  }

  private static Map<String, Long> counts(Board board, String region) {
    Map<String, Long> counts = new java.util.TreeMap<>();
    for (Health health : Health.values()) {
      counts.put(
          health.name().toLowerCase(Locale.ROOT),
          board.health().services().stream()
              .filter(s -> s.place().region().equals(region) && s.health() == health)
              .count());
    }
    return counts;
  }

  private static String kind(@Nullable Service service) {
    return service == null ? "observed" : service.kind().name().toLowerCase(Locale.ROOT);
  }
}
