// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.admin;

import dev.ballast.mesh.config.Change;
import dev.ballast.mesh.config.ConfigState;
import dev.ballast.mesh.config.ConfigStore;
import dev.ballast.model.ServiceName;
import dev.ballast.model.mesh.Address;
import dev.ballast.model.mesh.Endpoint;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * {@code /versions/SERVICE[/VERSION]}: who answers for a service. {@code PUT /versions/payments/v2
 * {"endpoints": [{"address": "127.0.0.1:7281", "region": "us-east"}]}} adds a version without
 * weight, or changes its endpoints; {@code DELETE} takes one without weight away. Weights and
 * leases stay as they are, whoever sets them meanwhile.
 */
public final class VersionsRoute implements AdminRoute {

  private static final int LONGEST_NAME = 63;
  private static final int MOST_ENDPOINTS = 1_000;

  private final ConfigStore store;

  public VersionsRoute(ConfigStore store) {
    this.store = store;
  }

  @Override
  public AdminAnswer answer(AdminRequest request) {
    List<String> path = request.segments();
    if (path.size() < 2 || path.size() > 3) {
      return AdminAnswer.problem(
          404, "path: (expected: /versions/SERVICE or /versions/SERVICE/VERSION)");
    }
    Optional<MeshService> service = find(store.state(), path.get(1));
    if (service.isEmpty()) {
      return AdminAnswer.problem(404, "no service " + path.get(1));
    }
    if (request.method().equals("GET") && path.size() == 2) {
      return shown(path.get(1));
    }
    if (path.size() == 3 && request.method().equals("PUT")) {
      return put(request, service.get().name(), path.get(2));
    }
    if (path.size() == 3 && request.method().equals("DELETE")) {
      return delete(request, service.get(), path.get(2));
    }
    return AdminAnswer.problem(
        405,
        "method: "
            + request.method()
            + " (expected: GET /versions/SERVICE, PUT or DELETE /versions/SERVICE/VERSION)");
  }

  private AdminAnswer put(AdminRequest request, ServiceName service, String name) {
    if (!name.matches("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?") || name.length() > LONGEST_NAME) {
      return AdminAnswer.problem(
          400, "version: " + name + " (expected: up to 63 letters, digits, '.', '_' and '-')");
    }
    Version version = new Version(name, endpoints(Json.read(request.body()).path("endpoints")));
    return afterwards(store.place(service, version, Revisions.expected(request)), service.value());
  }

  private AdminAnswer delete(AdminRequest request, MeshService service, String version) {
    if (service.version(version).isEmpty()) {
      return AdminAnswer.problem(404, "no version " + version + " of " + service.name());
    }
    try {
      return afterwards(
          store.remove(service.name(), version, Revisions.expected(request)),
          service.name().value());
    } catch (IllegalArgumentException e) {
      return AdminAnswer.problem(409, String.valueOf(e.getMessage()));
    }
  }

  private static List<Endpoint> endpoints(JsonNode all) {
    if (!all.isArray() || all.isEmpty() || all.size() > MOST_ENDPOINTS) {
      throw new IllegalArgumentException(
          "endpoints: (expected: a list of 1 to " + MOST_ENDPOINTS + " objects with an address)");
    }
    List<Endpoint> endpoints = new ArrayList<>();
    for (JsonNode one : all) {
      Address address = Address.parse(one.path("address").asString(""));
      if (endpoints.stream().anyMatch(e -> e.address().equals(address))) {
        throw new IllegalArgumentException("endpoints: " + address + " (expected: each once)");
      }
      endpoints.add(new Endpoint(address, one.path("region").asString("")));
    }
    return endpoints;
  }

  private AdminAnswer afterwards(Change change, String service) {
    return change instanceof Change.Done ? shown(service) : ConfigRoute.answerOf(change);
  }

  private AdminAnswer shown(String service) {
    ConfigState state = store.state();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("service", service);
    shown.put("revision", state.revision());
    find(state, service)
        .ifPresent(
            s -> shown.put("versions", s.versions().stream().map(VersionsRoute::shown).toList()));
    return AdminAnswer.json(200, shown).withHeader("ETag", Revisions.tag(state));
  }

  private static Map<String, Object> shown(Version version) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", version.name());
    shown.put(
        "endpoints",
        version.endpoints().stream()
            .map(e -> Map.of("address", e.address().toString(), "region", e.region()))
            .toList());
    return shown;
  }

  private static Optional<MeshService> find(ConfigState state, String service) {
    return state.effective().services().stream()
        .filter(s -> s.name().value().equals(service))
        .findFirst();
  }
}
