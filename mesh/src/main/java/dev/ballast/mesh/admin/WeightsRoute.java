// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.admin;

import dev.ballast.mesh.config.Change;
import dev.ballast.mesh.config.ConfigState;
import dev.ballast.mesh.config.ConfigStore;
import dev.ballast.model.ServiceName;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Route;
import dev.ballast.model.mesh.Split;
import dev.ballast.model.mesh.Version;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * {@code /weights/SERVICE[/ROUTE]}: reads, sets, leases and gives back the weights of a split.
 * {@code PUT {"weights": {"v1": 90, "v2": 10}, "lease_seconds": 30, "owner": "rollout/payments"}};
 * without a lease they hold until the next configuration.
 */
public final class WeightsRoute implements AdminRoute {

  private static final String DEFAULT = "default";

  private final ConfigStore store;

  public WeightsRoute(ConfigStore store) {
    this.store = store;
  }

  @Override
  public AdminAnswer answer(AdminRequest request) {
    if (request.segments().size() < 2 || request.segments().size() > 3) {
      return AdminAnswer.problem(
          404, "path: (expected: /weights/SERVICE or /weights/SERVICE/ROUTE)");
    }
    String service = request.segments().get(1);
    String route = request.segments().size() == 3 ? request.segments().get(2) : DEFAULT;
    Optional<MeshService> known = find(store.state(), service);
    Optional<Route> found = known.flatMap(s -> route(s, route));
    if (found.isEmpty()) {
      return AdminAnswer.problem(404, "no route " + route + " of a service " + service);
    }
    return switch (request.method()) {
      case "GET" -> shown(service, route);
      case "PUT" -> put(request, known.orElseThrow(), route);
      case "DELETE" ->
          afterwards(
              store.release(known.orElseThrow().name(), route, Revisions.expected(request)),
              service,
              route);
      default ->
          AdminAnswer.problem(
              405, "method: " + request.method() + " (expected: GET, PUT or DELETE)");
    };
  }

  private AdminAnswer put(AdminRequest request, MeshService service, String route) {
    JsonNode body = Json.read(request.body());
    Split split = split(body.path("weights"), service);
    long expected = Revisions.expected(request);
    JsonNode seconds = body.path("lease_seconds");
    var change =
        seconds.isMissingNode()
            ? store.weigh(service.name(), route, split, expected)
            : store.lease(
                service.name(),
                route,
                split,
                body.path("owner").asString("unknown"),
                LeaseJson.duration(seconds),
                expected);
    return afterwards(change, service.name().value(), route);
  }

  private AdminAnswer afterwards(Change change, String service, String route) {
    return change instanceof Change.Done ? shown(service, route) : ConfigRoute.answerOf(change);
  }

  private static Split split(JsonNode weights, MeshService service) {
    if (!weights.isObject() || weights.isEmpty()) {
      throw new IllegalArgumentException(
          "weights: " + weights + " (expected: an object such as {\"v1\": 90, \"v2\": 10})");
    }
    Map<String, Integer> all = new LinkedHashMap<>();
    weights
        .properties()
        .forEach(
            entry -> {
              if (service.version(entry.getKey()).isEmpty()) {
                throw new IllegalArgumentException(
                    "weights."
                        + entry.getKey()
                        + ": (expected: a version of "
                        + service.name()
                        + ")");
              }
              if (!entry.getValue().isInt()) {
                throw new IllegalArgumentException(
                    "weights."
                        + entry.getKey()
                        + ": "
                        + entry.getValue()
                        + " (expected: a whole number)");
              }
              all.put(entry.getKey(), entry.getValue().asInt());
            });
    return new Split(all);
  }

  /** What traffic meets now, read back from the state that is in force. */
  private AdminAnswer shown(String service, String route) {
    ConfigState state = store.state();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("service", service);
    shown.put("route", route);
    shown.put("revision", state.revision());
    Optional<MeshService> known = find(state, service);
    known.flatMap(s -> route(s, route)).ifPresent(r -> shown.put("weights", r.split().weights()));
    known.ifPresent(s -> shown.put("versions", s.versions().stream().map(Version::name).toList()));
    state
        .lease(new ServiceName(service), "weights/" + route)
        .ifPresent(lease -> shown.put("lease", LeaseJson.of(lease)));
    return AdminAnswer.json(200, shown).withHeader("ETag", Revisions.tag(state));
  }

  private static Optional<MeshService> find(ConfigState state, String service) {
    return state.effective().services().stream()
        .filter(s -> s.name().equals(new ServiceName(service)))
        .findFirst();
  }

  private static Optional<Route> route(MeshService service, String name) {
    return service.routes().stream().filter(r -> r.name().equals(name)).findFirst();
  }
}
