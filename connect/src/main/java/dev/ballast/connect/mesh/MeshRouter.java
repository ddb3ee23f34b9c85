// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.mesh;

import dev.ballast.connect.mesh.MeshAdmin.Answer;
import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Agreement;
import dev.ballast.control.actuator.Hold;
import dev.ballast.control.actuator.RouteChange;
import dev.ballast.control.actuator.Router;
import dev.ballast.control.actuator.Routing;
import dev.ballast.control.actuator.WeightRule;
import dev.ballast.control.actuator.Weights;
import dev.ballast.model.ServiceName;
import dev.ballast.model.mesh.Split;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * A route of a service in the built-in mesh. Its revision is that of the mesh's whole
 * configuration. Weights can be leased: the mesh itself ends the lease, on its own clock.
 */
public final class MeshRouter implements Router {

  private static final WeightRule RULE = WeightRule.upTo(Split.HEAVIEST);
  private static final int CONFLICT = 412;

  private final MeshAdmin admin;
  private final String place;
  private final String path;

  public MeshRouter(MeshAdmin admin, ServiceName service, String route) {
    this.admin = admin;
    this.place = "mesh route " + service + "/" + route;
    this.path = "/weights/" + encoded(service.value()) + "/" + encoded(route);
  }

  static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public Routing read() {
    return routing(admin.get(path, place));
  }

  @Override
  public RouteChange plan(Weights changes) {
    Routing now = read();
    return new RouteChange(now, RULE.apply(now, changes));
  }

  @Override
  public Routing set(Weights changes, Hold hold, Routing seen) {
    return Agreement.reach(
        place,
        this::read,
        now -> Agreement.about(now, seen).or(() -> foreignLease(now, hold)),
        now -> write(now, RULE.apply(now, changes), hold));
  }

  private Optional<Routing> write(Routing now, Weights after, Hold hold) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("weights", after.of());
    if (hold instanceof Hold.Lease(var owner, var duration)) {
      body.put("owner", owner);
      body.put("lease_seconds", duration.toMillis() / 1000.0);
    }
    return unlessOvertaken(
        admin.put(path, body, now.revision(), place), done -> readBack(done, after));
  }

  /** Weights for good would lie below another's lease, where nobody meets them. */
  private static Optional<String> foreignLease(Routing now, Hold hold) {
    boolean ours =
        now.leasedBy().isEmpty()
            || (hold instanceof Hold.Lease lease && lease.owner().equals(now.leasedBy()));
    return ours
        ? Optional.empty()
        : Optional.of(
            now.leasedBy() + " holds a lease on these weights; release it, or wait until it ends");
  }

  @Override
  public Routing release(Routing seen) {
    return Agreement.reach(
        place,
        this::read,
        now -> Agreement.about(now, seen),
        now ->
            now.leasedBy().isEmpty()
                ? Optional.of(now)
                : unlessOvertaken(admin.delete(path, now.revision(), place), this::routing));
  }

  private static Optional<Routing> unlessOvertaken(
      Answer answer, Function<Answer, Routing> otherwise) {
    return answer.status() == CONFLICT ? Optional.empty() : Optional.of(otherwise.apply(answer));
  }

  private Routing readBack(Answer answer, Weights after) {
    Routing now = routing(answer);
    if (!now.weights().equals(after)) {
      throw new ActuatorException(
          Kind.REFUSED,
          place,
          "the weights are " + now.weights() + " after " + after + " was set",
          "look who else sets them: GET /config of the mesh shows its leases");
    }
    return now;
  }

  private Routing routing(Answer answer) {
    return switch (answer.status()) {
      case 200 -> routing(answer.body());
      case 404 ->
          throw new ActuatorException(
              Kind.NOT_FOUND,
              place,
              answer.error(),
              "name a service and a route of the mesh's configuration (GET /config)");
      case 400 ->
          throw new ActuatorException(
              Kind.INVALID, place, answer.error(), "give what the mesh expects");
      default ->
          throw new ActuatorException(
              Kind.REFUSED, place, answer.error(), "see the mesh's log for the reason");
    };
  }

  private Routing routing(JsonNode body) {
    Map<String, Integer> weights = new LinkedHashMap<>();
    // A version without a weight is there as well, and gets nothing.
    body.path("versions").values().forEach(version -> weights.put(version.asString(), 0));
    body.path("weights").properties().forEach(w -> weights.put(w.getKey(), w.getValue().asInt()));
    return new Routing(
        place,
        body.path("revision").asString("?"),
        new Weights(weights),
        body.path("lease").path("owner").asString(""),
        List.of());
  }
}
