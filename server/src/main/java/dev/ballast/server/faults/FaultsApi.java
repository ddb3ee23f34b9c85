// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.faults;

import dev.ballast.control.chaos.FaultPlan;
import dev.ballast.control.chaos.FaultRefusedException;
import dev.ballast.control.chaos.FaultRequest;
import dev.ballast.control.chaos.Injection;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Faults on purpose over HTTP. A refusal is 409 with every rule; {@code dry_run=true} judges and
 * does nothing.
 */
public final class FaultsApi {

  private static final String ALL = "/api/v1/faults";

  private final FaultRoom room;

  public FaultsApi(FaultRoom room) {
    this.room = room;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ALL, Role.VIEWER, _ -> Reply.json(list())),
        Endpoint.get("/api/v1/fault-targets", Role.VIEWER, _ -> Reply.json(targets())),
        Endpoint.get(ALL + "/{id}", Role.VIEWER, this::show),
        Endpoint.post(ALL, Role.OPERATOR, this::inject),
        Endpoint.post(ALL + "/{id}/approve", Role.OPERATOR, this::approve),
        Endpoint.post(ALL + "/{id}/extend", Role.OPERATOR, this::extend),
        Endpoint.delete(ALL + "/{id}", Role.OPERATOR, this::heal),
        Endpoint.post("/api/v1/fault-stop", Role.OPERATOR, this::stop),
        Endpoint.delete("/api/v1/fault-stop", Role.OPERATOR, this::resume));
  }

  private Map<String, Object> list() {
    return Map.of(
        "faults",
        room.list().stream().map(FaultsJson.InjectionJson::of).toList(),
        "stopped",
        room.stopped());
  }

  private Map<String, Object> targets() {
    Crew.Muster muster = room.muster();
    return Map.of(
        "targets",
        muster.targets().stream().map(FaultsJson.TargetJson::of).toList(),
        "silent",
        muster.silent());
  }

  private Reply show(Request request) {
    return found(request, room.find(request.variable("id")));
  }

  private Reply inject(Request request) {
    FaultRequest wish = wish(request);
    if (request.parameters().get("dry_run", "false").equals("true")) {
      FaultPlan plan = room.plan(wish);
      return Reply.json(FaultsJson.PlanJson.of(plan));
    }
    try {
      Injection injection = room.inject(wish);
      int status =
          switch (injection.state()) {
            case ACTIVE, HEALED -> 201;
            case PENDING -> 202;
            case FAILED, UNPROVED -> 424;
          };
      return Reply.json(status, FaultsJson.InjectionJson.of(injection));
    } catch (FaultRefusedException e) {
      return Reply.json(409, FaultsJson.RefusedJson.of(e));
    }
  }

  private static FaultRequest wish(Request request) {
    FaultsJson.Wanted wanted;
    try {
      wanted =
          Json.read(new String(request.body(), StandardCharsets.UTF_8), FaultsJson.Wanted.class);
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest(
          "body: " + e.getMessage() + " (expected: {kind, labels or names, lease_seconds, …})");
    }
    try {
      return wanted.request(request.caller().name());
    } catch (IllegalArgumentException e) {
      throw new ApiException(422, "invalid", String.valueOf(e.getMessage()));
    }
  }

  private Reply approve(Request request) {
    try {
      return found(request, room.approve(request.variable("id"), request.caller().name()));
    } catch (FaultRefusedException e) {
      return Reply.json(409, FaultsJson.RefusedJson.of(e));
    }
  }

  private Reply extend(Request request) {
    String text = request.parameters().get("seconds", "");
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 4 * 3600) {
      throw ApiException.badRequest("seconds: " + text + " (expected: 0 to 14400)");
    }
    return found(
        request, room.extend(request.variable("id"), Duration.ofSeconds(Integer.parseInt(text))));
  }

  private Reply heal(Request request) {
    String by = request.caller().name();
    String reason = request.parameters().get("reason", "healed by " + by);
    return found(request, room.heal(request.variable("id"), by, reason));
  }

  private Reply stop(Request request) {
    String reason = request.parameters().get("reason", "").strip();
    if (reason.isEmpty()) {
      throw ApiException.badRequest("reason: missing (expected: why)");
    }
    List<Injection> ended = room.stop(request.caller().name(), reason);
    return Reply.json(
        Map.of(
            "stopped",
            room.stopped(),
            "faults",
            ended.stream().map(FaultsJson.InjectionJson::of).toList()));
  }

  private Reply resume(Request request) {
    room.resume(request.caller().name());
    return Reply.json(Map.of("stopped", room.stopped()));
  }

  private static Reply found(Request request, Optional<Injection> injection) {
    return Reply.json(
        FaultsJson.InjectionJson.of(
            injection.orElseThrow(
                () ->
                    ApiException.notFound(
                        "fault: "
                            + request.variable("id")
                            + " (expected: the id of one that is on, see ballast fault list)"))));
  }
}
