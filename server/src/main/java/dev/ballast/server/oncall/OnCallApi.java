// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.oncall;

import dev.ballast.control.oncall.Duty;
import dev.ballast.control.oncall.Rota;
import dev.ballast.model.Configuration;
import dev.ballast.model.EscalationPolicy;
import dev.ballast.model.OnCallSchedule;
import dev.ballast.model.ServiceName;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Who is on call now and when, and who is called about which service. */
public final class OnCallApi {

  private static final Duration AHEAD = Duration.ofDays(14);

  private final Supplier<Configuration> configuration;
  private final InstantSource clock;

  public OnCallApi(Supplier<Configuration> configuration, InstantSource clock) {
    this.configuration = configuration;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/oncall", Role.VIEWER, r -> Reply.json(now())),
        Endpoint.get("/api/v1/oncall/{schedule}", Role.VIEWER, this::schedule));
  }

  /**
   * Who is on call by a schedule now.
   *
   * @param until when that changes, or as far as was looked
   */
  record NowJson(
      String schedule,
      String timeZone,
      List<String> people,
      String source,
      Instant until,
      List<String> next) {}

  /** Who is called about some services. */
  record PolicyJson(String name, List<String> services, String minUrgency, List<StepJson> steps) {}

  /** One step of it. */
  record StepJson(
      long afterSeconds, List<String> schedules, List<String> people, List<String> webhooks) {}

  /** One stretch of time. */
  record DutyJson(List<String> people, String source, Instant from, Instant to) {
    static DutyJson of(Duty duty) {
      return new DutyJson(duty.people(), duty.source(), duty.from(), duty.to());
    }
  }

  private Map<String, Object> now() {
    Configuration known = configuration.get();
    return Map.of(
        "schedules",
        known.onCall().schedules().values().stream().map(this::now).toList(),
        "policies",
        known.onCall().policies().values().stream().map(OnCallApi::policy).toList());
  }

  private NowJson now(OnCallSchedule schedule) {
    Instant now = clock.instant();
    List<Duty> duties = Rota.between(schedule, now, now.plus(AHEAD));
    Duty first = duties.getFirst();
    return new NowJson(
        schedule.name(),
        schedule.zone().getId(),
        first.people(),
        first.source(),
        first.to(),
        duties.size() > 1 ? duties.get(1).people() : List.of());
  }

  private static PolicyJson policy(EscalationPolicy policy) {
    return new PolicyJson(
        policy.name(),
        policy.services().stream().map(ServiceName::value).sorted().toList(),
        policy.minUrgency().name().toLowerCase(Locale.ROOT),
        policy.steps().stream()
            .map(
                step ->
                    new StepJson(
                        step.after().toSeconds(), step.schedules(), step.people(), step.webhooks()))
            .toList());
  }

  private Reply schedule(Request request) {
    String name = request.variable("schedule");
    Map<String, OnCallSchedule> known = configuration.get().onCall().schedules();
    OnCallSchedule schedule = known.get(name);
    if (schedule == null) {
      throw ApiException.notFound(
          "schedule: "
              + name
              + " (expected: "
              + (known.isEmpty()
                  ? "one in the files, but there is none"
                  : "one of " + known.keySet())
              + ")");
    }
    Instant from = request.parameters().instant("from", clock.instant());
    Instant to = request.parameters().instant("to", from.plus(AHEAD));
    try {
      return Reply.json(
          Map.of(
              "schedule",
              name,
              "time_zone",
              schedule.zone().getId(),
              "duties",
              Rota.between(schedule, from, to).stream().map(DutyJson::of).toList()));
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest(String.valueOf(e.getMessage()));
    }
  }
}
