// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.control.gate.ChangeClass;
import dev.ballast.control.gate.Gate;
import dev.ballast.control.gate.GateDecision;
import dev.ballast.control.gate.GateKeeper;
import dev.ballast.control.gate.Strategy;
import dev.ballast.control.health.ServiceHealth;
import dev.ballast.model.Health;
import dev.ballast.model.Names;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Freshness;
import dev.ballast.server.board.Notice;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Ballast knows of the services: status, budgets, gates, the graph, the regions. */
public final class StatusApi {

  private final Notice notice;
  private final Freshness freshness;
  private final Gate gate;
  private final GateKeeper keeper;
  private final InstantSource clock;

  /**
   * @param gate answers those who only look
   * @param keeper answers those who act on it, and keeps the decision as an event
   */
  public StatusApi(
      Notice notice, Freshness freshness, Gate gate, GateKeeper keeper, InstantSource clock) {
    this.notice = notice;
    this.freshness = freshness;
    this.gate = gate;
    this.keeper = keeper;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/status", Role.VIEWER, r -> Reply.json(status())),
        Endpoint.get("/api/v1/services", Role.VIEWER, r -> Reply.json(services())),
        Endpoint.get("/api/v1/services/{name}", Role.VIEWER, this::service),
        Endpoint.get("/api/v1/slos", Role.VIEWER, this::slos),
        Endpoint.get("/api/v1/gate/{service}", Role.VIEWER, r -> Reply.json(peek(r))),
        Endpoint.post("/api/v1/gate/{service}", Role.OPERATOR, this::decide),
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
    return StatusJson.of(board, freshness.problem(board, clock.instant()));
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
    ServiceName name = known(board, request.variable("name"));
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
            GateJson.of(look(board, name, ChangeClass.NORMAL))));
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

  private GateJson peek(Request request) {
    Board board = board();
    ChangeClass changeClass = changeClass(request);
    String name = request.variable("service");
    return GateJson.of(
        isTooEarly(board, name)
            ? undecided(name, board, changeClass)
            : look(board, known(board, name), changeClass));
  }

  private GateDecision look(Board board, ServiceName service, ChangeClass changeClass) {
    Instant now = clock.instant();
    return gate.decide(service, freshness.slosOf(service, board, now), changeClass, now);
  }

  /** Before the first board nobody can tell which services there are. */
  private static boolean isTooEarly(Board board, String name) {
    return board.version() == 0 && Names.isValid(name);
  }

  private GateDecision undecided(String service, Board board, ChangeClass changeClass) {
    return new GateDecision(
        new ServiceName(service),
        GateDecision.Verdict.NO_DATA,
        Strategy.CONSERVATIVE,
        changeClass,
        new GateDecision.Basis.Nothing(),
        List.of(freshness.problem(board, clock.instant())),
        List.of(),
        clock.instant());
  }

  /** A decision that somebody acts on: it is kept, with who asked. */
  private Reply decide(Request request) {
    Board board = board();
    if (isTooEarly(board, request.variable("service"))) {
      return Reply.json(peek(request));
    }
    ServiceName service = known(board, request.variable("service"));
    return Reply.json(
        GateJson.of(
            keeper.decide(
                service,
                freshness.slosOf(service, board, clock.instant()),
                changeClass(request),
                request.caller().name())));
  }

  private static ChangeClass changeClass(Request request) {
    String text = request.parameters().get("change_class", "normal");
    return switch (text) {
      case "normal" -> ChangeClass.NORMAL;
      case "critical_fix" -> ChangeClass.CRITICAL_FIX;
      default ->
          throw ApiException.badRequest(
              "change_class: " + text + " (expected: normal or critical_fix)");
    };
  }

  private static ServiceName known(Board board, String name) {
    if (isTooEarly(board, name)) {
      throw new ApiException(503, "starting", "Nothing has been judged yet; retry in a moment.");
    }
    boolean known =
        Names.isValid(name)
            && (board.configuration().services().containsKey(new ServiceName(name))
                || !board.health().of(new ServiceName(name)).isEmpty());
    if (!known) {
      throw ApiException.notFound(
          "service: %s (expected: one of %s)".formatted(name, board.worstHealth().keySet()));
    }
    return new ServiceName(name);
  }

  private static String kind(@Nullable Service service) {
    return service == null ? "observed" : service.kind().name().toLowerCase(Locale.ROOT);
  }
}
