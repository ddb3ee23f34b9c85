// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.mesh;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.model.ServiceName;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One endpoint of a version in the built-in mesh: in use, or draining. */
public final class MeshEndpoints {

  private final MeshAdmin admin;
  private final ServiceName service;
  private final String version;
  private final String address;

  public MeshEndpoints(MeshAdmin admin, ServiceName service, String version, String address) {
    this.admin = admin;
    this.service = service;
    this.version = version;
    this.address = address;
  }

  /**
   * How it is.
   *
   * @param usable endpoints of the service that are in use, this one included when it is
   */
  public record Standing(boolean draining, int usable) {}

  /** Where it is, for people. */
  public String place() {
    return "mesh endpoint " + service + "/" + version + "/" + address;
  }

  /** How it is now. */
  public Standing read() {
    MeshAdmin.Answer answer =
        admin.get("/endpoints/" + MeshRouter.encoded(service.value()), place());
    check(answer);
    List<JsonNode> all = answer.body().values().stream().toList();
    JsonNode ours =
        all.stream()
            .filter(
                one ->
                    one.path("version").asString("").equals(version)
                        && one.path("address").asString("").equals(address))
            .findFirst()
            .orElseThrow(
                () ->
                    new ActuatorException(
                        Kind.NOT_FOUND,
                        place(),
                        "no such endpoint",
                        "name one of GET /endpoints of the mesh"));
    int usable =
        (int)
            all.stream()
                .filter(one -> one.path("usable").asBoolean(false))
                .filter(one -> !one.path("draining").asBoolean(false))
                .count();
    return new Standing(ours.path("draining").asBoolean(false), usable);
  }

  /** Takes it out of use, or back. */
  public void drain(boolean draining) {
    check(
        admin.put(
            "/endpoints/%s/%s/%s"
                .formatted(
                    MeshRouter.encoded(service.value()),
                    MeshRouter.encoded(version),
                    MeshRouter.encoded(address)),
            Map.of("draining", draining),
            place()));
  }

  private void check(MeshAdmin.Answer answer) {
    if (answer.status() != 200) {
      throw new ActuatorException(
          answer.status() == 404 ? Kind.NOT_FOUND : Kind.REFUSED,
          place(),
          answer.error(),
          "name one of GET /endpoints of the mesh");
    }
  }
}
