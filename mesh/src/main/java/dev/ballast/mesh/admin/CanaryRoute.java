// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.admin;

import dev.ballast.mesh.config.Change;
import dev.ballast.mesh.config.ConfigState;
import dev.ballast.mesh.config.ConfigStore;
import dev.ballast.mesh.config.Overlay;
import dev.ballast.mesh.config.OverlayLease;
import dev.ballast.mesh.proxy.RequestMatcher;
import dev.ballast.model.ServiceName;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Mirror;
import dev.ballast.model.mesh.Protocol;
import dev.ballast.model.mesh.Selection;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.model.request.RequestMatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /canary/SERVICE}: what a version gets beside the weights, always with a lease. {@code PUT
 * {"version": "v2", "match": [{"headers": {"x-canary": {"exact": "yes"}}}], "owner": "…",
 * "lease_seconds": 30}} sends it the requests that match; {@code "mirror": 0.5} in place of {@code
 * match} sends it copies. One takes the place of the other in one change; {@code DELETE} ends both.
 */
public final class CanaryRoute implements AdminRoute {

  private static final String PLACE = "canary";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final ConfigStore store;

  public CanaryRoute(ConfigStore store) {
    this.store = store;
  }

  @Override
  public AdminAnswer answer(AdminRequest request) {
    if (request.segments().size() != 2) {
      return AdminAnswer.problem(404, "path: (expected: /canary/SERVICE)");
    }
    Optional<MeshService> known = find(store.state(), request.segments().get(1));
    if (known.isEmpty()) {
      return AdminAnswer.problem(404, "no service " + request.segments().get(1));
    }
    MeshService service = known.get();
    return switch (request.method()) {
      case "GET" -> shown(service.name());
      case "PUT" -> put(request, service);
      case "DELETE" ->
          afterwards(
              store.releasePlace(service.name(), PLACE, Revisions.expected(request)),
              service.name());
      default ->
          AdminAnswer.problem(
              405, "method: " + request.method() + " (expected: GET, PUT or DELETE)");
    };
  }

  private AdminAnswer put(AdminRequest request, MeshService service) {
    JsonNode body = Json.read(request.body());
    Overlay overlay = overlay(body, service);
    String owner = body.path("owner").asString("");
    if (owner.isEmpty()) {
      throw new IllegalArgumentException("owner: (expected: who renews it)");
    }
    var lease = LeaseJson.duration(body.path("lease_seconds"));
    synchronized (store) { // Nobody else's lease comes between the look and the change.
      Optional<String> rival = rival(service, overlay, owner);
      if (rival.isPresent()) {
        return AdminAnswer.problem(409, rival.get());
      }
      return afterwards(
          store.lease(overlay, owner, lease, Revisions.expected(request)), service.name());
    }
  }

  private Optional<String> rival(MeshService service, Overlay overlay, String owner) {
    Optional<OverlayLease> held = store.state().lease(service.name(), PLACE);
    if (held.isPresent() && !held.get().owner().equals(owner)) {
      return Optional.of(
          "%s has a canary of %s already; release it, or wait until its lease ends"
              .formatted(held.get().owner(), service.name()));
    }
    boolean mirrors =
        store.state().base().service(service.name()).stream()
            .anyMatch(base -> base.routes().getLast().mirror().active());
    return overlay instanceof Overlay.Copied && mirrors
        ? Optional.of(
            "mirror: %s mirrors by its configuration already (expected: one at a time). Fix: take mirror out of the Mesh resource"
                .formatted(service.name()))
        : Optional.empty();
  }

  private static Overlay overlay(JsonNode body, MeshService service) {
    String version = body.path("version").asString("");
    if (service.version(version).isEmpty()) {
      throw new IllegalArgumentException(
          "version: %s (expected: a version of %s)".formatted(version, service.name()));
    }
    if (service.protocol() == Protocol.TCP) {
      throw new IllegalArgumentException(
          service.name() + ": its connections are bytes (expected: http, http2 or grpc)");
    }
    if (body.has("match") == body.has("mirror")) {
      throw new IllegalArgumentException("match, mirror: (expected: one of them)");
    }
    return body.has("match")
        ? new Overlay.Selected(service.name(), new Selection(version, match(body.path("match"))))
        : new Overlay.Copied(service.name(), new Mirror(version, share(body.path("mirror"))));
  }

  private static List<RequestMatch> match(JsonNode written) {
    if (!written.isArray()) {
      throw new IllegalArgumentException("match: (expected: a list of conditions)");
    }
    List<RequestMatch> any = RequestMatch.readAll(MAPPER.convertValue(written, List.class));
    any.forEach(RequestMatcher::of);
    return any;
  }

  private static Ratio share(JsonNode written) {
    double share = written.asDouble(0);
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("mirror: " + written + " (expected: above 0, at most 1)");
    }
    return new Ratio(share);
  }

  private AdminAnswer afterwards(Change change, ServiceName service) {
    return change instanceof Change.Done ? shown(service) : ConfigRoute.answerOf(change);
  }

  /** What holds now, read back from the state that is in force. */
  private AdminAnswer shown(ServiceName service) {
    ConfigState state = store.state();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("service", service.value());
    shown.put("revision", state.revision());
    state.lease(service, PLACE).ifPresent(lease -> shown.put(PLACE, LeaseJson.of(lease)));
    return AdminAnswer.json(200, shown).withHeader("ETag", Revisions.tag(state));
  }

  private static Optional<MeshService> find(ConfigState state, String service) {
    return state.effective().services().stream()
        .filter(one -> one.name().value().equals(service))
        .findFirst();
  }
}
