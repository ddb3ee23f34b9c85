// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.rollout.CanaryEvent.Command;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.Event;
import dev.ballast.model.rollout.ObjectName;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.rollout.Rollouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Rollouts: apply, look, decide, let go. */
public final class RolloutsApi {

  private static final String ALL = "/api/v1/rollouts";
  private static final String ONE = ALL + "/{namespace}/{name}";
  private static final int HISTORY = 200;

  private final Rollouts rollouts;
  private final EventLog events;

  public RolloutsApi(Rollouts rollouts, EventLog events) {
    this.rollouts = rollouts;
    this.events = events;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ALL, Role.VIEWER, r -> Reply.json(all())),
        Endpoint.post(ALL, Role.OPERATOR, this::apply),
        Endpoint.get(ONE, Role.VIEWER, this::one),
        Endpoint.delete(ONE, Role.OPERATOR, this::delete),
        Endpoint.get(ONE + "/history", Role.VIEWER, this::history),
        Endpoint.post(ONE + "/pause", Role.OPERATOR, r -> command(r, Command.PAUSE)),
        Endpoint.post(ONE + "/resume", Role.OPERATOR, r -> command(r, Command.RESUME)),
        Endpoint.post(ONE + "/promote", Role.OPERATOR, r -> command(r, Command.PROMOTE)),
        Endpoint.post(ONE + "/abort", Role.OPERATOR, r -> command(r, Command.ABORT)),
        Endpoint.post(ONE + "/approve", Role.OPERATOR, this::approve));
  }

  private Map<String, Object> all() {
    return Map.of(
        "rollouts", rollouts.all().stream().map(view -> RolloutJson.of(view, false)).toList());
  }

  private Reply apply(Request request) {
    boolean dryRun =
        switch (request.parameters().get("dry_run", "false")) {
          case "true" -> true;
          case "false" -> false;
          default -> throw ApiException.badRequest("dry_run: (expected: true or false)");
        };
    String file = request.parameters().get("file", "request");
    String text = new String(request.body(), StandardCharsets.UTF_8);
    try {
      return Reply.json(
          RolloutJson.of(rollouts.apply(file, text, dryRun, request.caller().name()), false));
    } catch (Rollouts.RefusedException e) {
      throw new ApiException(422, "invalid", String.valueOf(e.getMessage()));
    }
  }

  private Reply one(Request request) {
    return found(request, rollouts.find(name(request)));
  }

  private Reply delete(Request request) {
    try {
      return found(request, rollouts.delete(name(request), request.caller().name()));
    } catch (Rollouts.RefusedException e) {
      throw new ApiException(409, "refused", String.valueOf(e.getMessage()));
    }
  }

  private Reply command(Request request, Command command) {
    return decided(
        request, () -> rollouts.command(name(request), command, request.caller().name()));
  }

  private Reply approve(Request request) {
    String gate = request.parameters().get("gate", "");
    String revision = request.parameters().get("revision", "");
    return decided(
        request, () -> rollouts.approve(name(request), gate, revision, request.caller().name()));
  }

  /** A decision may say for which revision it is meant; then it counts for no other. */
  private Reply decided(Request request, Supplier<Optional<Rollouts.View>> decision) {
    String revision = request.parameters().get("revision", "");
    rollouts
        .find(name(request))
        .map(view -> view.rollout().state().applied())
        .filter(applied -> !revision.isEmpty() && !applied.equals(revision))
        .ifPresent(
            applied -> {
              throw new ApiException(
                  409, "stale", "revision: " + revision + " (expected: " + applied + ")");
            });
    try {
      return found(request, decision.get());
    } catch (Rollouts.RefusedException e) {
      throw new ApiException(409, "refused", String.valueOf(e.getMessage()));
    } catch (ActuatorException e) {
      throw new ApiException(503, "unreachable", String.valueOf(e.getMessage()));
    }
  }

  private Reply history(Request request) {
    ObjectName name = name(request);
    List<Event> happened =
        events.latest(EventFilter.named("rollout.").about("rollout/" + name), HISTORY);
    return happened.isEmpty() && rollouts.find(name).isEmpty()
        ? found(request, Optional.empty())
        : Reply.json(Map.of("events", happened.stream().map(EventJson::of).toList()));
  }

  private Reply found(Request request, Optional<Rollouts.View> view) {
    return view.map(known -> Reply.json(RolloutJson.of(known, true)))
        .orElseThrow(
            () ->
                ApiException.notFound(
                    "rollout: %s (expected: one of %s)"
                        .formatted(
                            name(request),
                            rollouts.all().stream().map(v -> v.rollout().name()).toList())));
  }

  private static ObjectName name(Request request) {
    return new ObjectName(request.variable("namespace"), request.variable("name"));
  }
}
