// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.admin;

import dev.ballast.mesh.config.ConfigStore;
import dev.ballast.mesh.policy.EndpointHealth;
import dev.ballast.mesh.time.Ticker;
import dev.ballast.mesh.upstream.EndpointKey;
import dev.ballast.mesh.upstream.Fleet;
import dev.ballast.model.mesh.Address;
import dev.ballast.model.mesh.Endpoint;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /endpoints[/SERVICE]}: every endpoint and how it is. {@code PUT
 * /endpoints/SERVICE/VERSION/ADDRESS} with {@code {"draining": true}}: no new requests go there,
 * those under way end; {@code false} takes it back.
 */
public final class EndpointsRoute implements AdminRoute {

  private final ConfigStore store;
  private final Fleet fleet;
  private final Ticker ticker;

  public EndpointsRoute(ConfigStore store, Fleet fleet, Ticker ticker) {
    this.store = store;
    this.fleet = fleet;
    this.ticker = ticker;
  }

  @Override
  public AdminAnswer answer(AdminRequest request) {
    List<String> path = request.segments();
    if (request.method().equals("GET") && path.size() <= 2) {
      return AdminAnswer.json(200, list(path.size() == 2 ? path.get(1) : ""));
    }
    if (!request.method().equals("PUT") || path.size() != 4) {
      return AdminAnswer.problem(
          405, "(expected: GET /endpoints, or PUT /endpoints/SERVICE/VERSION/ADDRESS)");
    }
    var key = new EndpointKey(path.get(1), path.get(2), Address.parse(path.get(3)));
    if (!exists(key)) {
      return AdminAnswer.problem(404, "no endpoint " + String.join(" ", path.subList(1, 4)));
    }
    var draining = Json.read(request.body()).path("draining");
    if (!draining.isBoolean()) {
      return AdminAnswer.problem(400, "draining: " + draining + " (expected: true or false)");
    }
    fleet.of(key).drain(draining.asBoolean());
    return AdminAnswer.json(200, shown(key, ""));
  }

  private boolean exists(EndpointKey key) {
    return store.state().effective().services().stream()
        .filter(s -> s.name().value().equals(key.service()))
        .flatMap(s -> s.version(key.version()).stream())
        .flatMap(v -> v.endpoints().stream())
        .anyMatch(e -> e.address().equals(key.address()));
  }

  private List<Map<String, Object>> list(String only) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (MeshService service : store.state().effective().services()) {
      if (!only.isEmpty() && !service.name().value().equals(only)) {
        continue;
      }
      for (Version version : service.versions()) {
        for (Endpoint endpoint : version.endpoints()) {
          var key = new EndpointKey(service.name().value(), version.name(), endpoint.address());
          all.add(shown(key, endpoint.region()));
        }
      }
    }
    return all;
  }

  private Map<String, Object> shown(EndpointKey key, String region) {
    EndpointHealth health = fleet.of(key);
    long now = ticker.nanos();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("service", key.service());
    shown.put("version", key.version());
    shown.put("address", key.address().toString());
    if (!region.isEmpty()) {
      shown.put("region", region);
    }
    shown.put("usable", health.usable(now));
    shown.put("answers_checks", health.answersChecks());
    shown.put("ejected", health.ejected(now));
    shown.put("draining", health.draining());
    return shown;
  }
}
