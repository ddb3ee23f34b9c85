// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.mesh;

import dev.ballast.connect.mesh.MeshAdmin.Answer;
import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Hold;
import dev.ballast.control.rollout.controller.Exposure;
import dev.ballast.model.ServiceName;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.model.request.RequestMatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a version gets beside the weights in one mesh: requests that match, or copies. It is held by
 * a lease that the mesh itself ends, set in one change, and read back.
 */
final class MeshCanary {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final MeshAdmin admin;
  private final Hold.Lease lease;
  private final String place;
  private final String path;

  MeshCanary(MeshAdmin admin, ServiceName service, Hold.Lease lease) {
    this.admin = admin;
    this.lease = lease;
    place = "mesh service " + service;
    path = "/canary/" + MeshRouter.encoded(service.value());
  }

  /** What holds: for which version, owned by whom. */
  record Held(String version, String owner, Exposure exposure) {}

  /** Sets it, or renews the lease when it is so already. */
  void set(String version, Exposure exposure) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("version", version);
    switch (exposure) {
      case Exposure.Matching(var any) ->
          body.put("match", any.stream().map(RequestMatch::written).toList());
      case Exposure.Copies(var share) -> body.put("mirror", share.value());
      case Exposure.Nothing _, Exposure.Share _ ->
          throw new IllegalArgumentException("exposure: by weights (expected: beside them)");
    }
    body.put("owner", lease.owner());
    body.put("lease_seconds", lease.duration().toMillis() / 1000.0);
    Optional<Held> now = held(done(admin.put(path, body, place)));
    var asked = new Held(version, lease.owner(), exposure);
    if (now.filter(asked::equals).isEmpty()) {
      throw new ActuatorException(
          Kind.REFUSED,
          place,
          version + " was to get " + exposure.words() + ", and the mesh says " + now,
          "look who else sets it: GET /config of the mesh shows its leases");
    }
  }

  /** Ends what we hold; what somebody else holds is left. */
  void release() {
    if (read().filter(held -> held.owner().equals(lease.owner())).isPresent()) {
      held(done(admin.delete(path, place)))
          .ifPresent(
              still -> {
                throw new ActuatorException(
                    Kind.REFUSED, place, still + " holds still", "look at GET /config of the mesh");
              });
    }
  }

  Optional<Held> read() {
    Answer answer = admin.get(path, place);
    // A mesh that is older than this has no such thing, and so nothing of it.
    return answer.status() == 404 ? Optional.empty() : held(done(answer));
  }

  private JsonNode done(Answer answer) {
    return switch (answer.status()) {
      case 200 -> answer.body();
      case 404 ->
          throw new ActuatorException(
              Kind.UNSUPPORTED,
              place,
              "no canary beside the weights: " + answer.error(),
              "start a mesh of this version");
      case 400 ->
          throw new ActuatorException(
              Kind.INVALID, place, answer.error(), "give what the mesh expects");
      default ->
          throw new ActuatorException(
              Kind.REFUSED, place, answer.error(), "see the mesh's log for the reason");
    };
  }

  private static Optional<Held> held(JsonNode body) {
    JsonNode canary = body.path("canary");
    if (canary.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(
        new Held(
            canary.path("version").asString(""),
            canary.path("owner").asString(""),
            exposure(canary)));
  }

  private static Exposure exposure(JsonNode canary) {
    if (canary.has("mirror")) {
      return new Exposure.Copies(new Ratio(canary.path("mirror").asDouble(0)));
    }
    List<Object> conditions = new ArrayList<>();
    canary.path("match").forEach(one -> conditions.add(MAPPER.convertValue(one, Map.class)));
    return new Exposure.Matching(RequestMatch.readAll(conditions));
  }
}
