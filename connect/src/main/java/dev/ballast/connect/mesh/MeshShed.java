// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.mesh;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Hold;
import dev.ballast.model.ServiceName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What of a service the built-in mesh turns away, always under a lease that the mesh ends. */
public final class MeshShed {

  private final MeshAdmin admin;
  private final String place;
  private final String path;

  public MeshShed(MeshAdmin admin, ServiceName service) {
    this.admin = admin;
    this.place = "mesh load of " + service;
    this.path = "/shed/" + MeshRouter.encoded(service.value());
  }

  /**
   * What is turned away.
   *
   * @param share of the requests that are not kept; 0: nothing
   * @param owner who holds the lease; empty when nothing is turned away
   */
  public record Now(double share, String owner) {}

  /** Where it is, for people. */
  public String place() {
    return place;
  }

  public Now read() {
    return now(admin.get(path, place));
  }

  /**
   * Turns a share away, or renews that.
   *
   * @param header by which requests are told apart; empty: all are alike
   * @param keep values of the header that are never turned away
   */
  public Now set(double share, String header, List<String> keep, Hold.Lease lease) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("share", share);
    if (!header.isEmpty()) {
      body.put("keep", Map.of("header", header, "values", keep));
    }
    body.put("owner", lease.owner());
    body.put("lease_seconds", lease.duration().toMillis() / 1000.0);
    Now now = now(admin.put(path, body, place));
    if (now.share() != share || !now.owner().equals(lease.owner())) {
      throw new ActuatorException(
          Kind.REFUSED,
          place,
          "it sheds " + now.share() + " for " + now.owner() + " after " + share + " was asked for",
          "see GET " + path + " of the mesh");
    }
    return now;
  }

  /** Takes all requests again, unless somebody else turns some away. */
  public void release(String owner) {
    Now now = read();
    if (now.share() > 0 && !now.owner().equals(owner)) {
      throw new ActuatorException(
          Kind.CONFLICT, place, now.owner() + " sheds now", "let its owner end it");
    }
    var _ = now(admin.delete(path, place));
  }

  private Now now(MeshAdmin.Answer answer) {
    JsonNode body = answer.body();
    if (answer.status() != 200 || !body.path("share").isNumber()) {
      throw new ActuatorException(
          answer.status() == 404
              ? Kind.NOT_FOUND
              : answer.status() == 409 ? Kind.CONFLICT : Kind.REFUSED,
          place,
          answer.error(),
          "name a service of the mesh's configuration, and use a mesh of this version");
    }
    return new Now(body.path("share").asDouble(), body.path("owner").asString(""));
  }
}
