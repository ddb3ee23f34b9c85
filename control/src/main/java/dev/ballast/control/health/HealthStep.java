// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.control.health.HealthState.Standing;
import dev.ballast.control.health.HealthState.Watched;
import dev.ballast.control.health.ServiceHealth.Impairment;
import dev.ballast.control.health.ServiceHealth.Reason;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Configuration;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One tick of all state machines: {@code step(state, what was seen, now) -> (state, healths,
 * changes)}, pure. A service's health at a place is the worst of its SLOs there, where one unknown
 * SLO keeps it from being called healthy but hides nothing bad.
 */
final class HealthStep {

  private static final Comparator<Reason.OfSlo> WORST_FIRST =
      Comparator.comparing(Reason.OfSlo::health, Comparator.comparingInt(HealthStep::weight))
          .reversed()
          .thenComparing(Reason.OfSlo::slo);

  private final HealthMachine machine;
  private final Sentences sentences;
  private final HealthPolicy policy;

  HealthStep(HealthPolicy policy) {
    this.policy = policy;
    this.machine = new HealthMachine(policy);
    this.sentences = new Sentences(policy, machine.leaveAfter());
  }

  /** What comes out. */
  record Result(HealthState state, List<ServiceHealth> services, List<HealthChange> changes) {}

  Result step(
      HealthState state,
      Configuration configuration,
      List<SloStatus> statuses,
      Topology topology,
      Instant now) {
    Places places = new Places(configuration, statuses, topology);
    HealthState known = state.ofServices(places.services());
    Map<Watched, Condition> conditions = new HashMap<>(known.conditions());
    Map<Place, List<Reason>> reasons = new LinkedHashMap<>();
    Map<Place, Health> healths = new TreeMap<>();
    for (ServiceName service : places.services()) {
      for (Place place : places.of(service)) {
        List<Reason.OfSlo> judged = new ArrayList<>();
        for (SloStatus status : places.judging(place)) {
          Watched watched = new Watched(status.slo(), place);
          Observation observation = Observation.of(status, policy);
          Condition condition = machine.step(state.condition(watched, now), observation, now);
          conditions.put(watched, condition);
          judged.add(sentences.reason(status, condition, observation));
        }
        judged.sort(WORST_FIRST);
        healths.put(place, judged.isEmpty() ? Health.UNKNOWN : judged.getFirst().health());
        reasons.put(
            place,
            judged.isEmpty()
                ? List.of(Unmeasured.reason(configuration, place, topology))
                : List.copyOf(judged));
      }
    }
    return conclude(known, configuration, topology, conditions, healths, reasons, now);
  }

  private Result conclude(
      HealthState state,
      Configuration configuration,
      Topology topology,
      Map<Watched, Condition> conditions,
      Map<Place, Health> healths,
      Map<Place, List<Reason>> reasons,
      Instant now) {
    Impairments impairments = new Impairments(topology, healths);
    Map<Place, Standing> standings = new HashMap<>(state.standings());
    List<ServiceHealth> services = new ArrayList<>();
    List<HealthChange> changes = new ArrayList<>();
    reasons.forEach(
        (place, why) -> {
          Standing before = state.standing(place, now);
          Health health = healths.getOrDefault(place, Health.UNKNOWN);
          Standing after = before.health() == health ? before : new Standing(health, now);
          standings.put(place, after);
          List<Impairment> impairedBy = impairments.of(place);
          ServiceHealth service =
              new ServiceHealth(
                  place,
                  health,
                  after.since(),
                  text(health, why.getFirst(), impairedBy),
                  why,
                  impairedBy,
                  flags(configuration, place, impairedBy),
                  now);
          services.add(service);
          if (before.health() != health) {
            changes.add(change(service, before.health(), now));
          }
        });
    return new Result(new HealthState(conditions, standings), services, changes);
  }

  private static String text(Health health, Reason first, List<Impairment> impairedBy) {
    String by =
        "impaired by "
            + String.join(
                ", ", impairedBy.stream().map(i -> i.on().service().value()).distinct().toList());
    return switch (health) {
      case HEALTHY -> impairedBy.isEmpty() ? "all SLOs met" : "all SLOs met; " + by;
      case DEGRADED, UNHEALTHY -> impairedBy.isEmpty() ? first.text() : by + ": " + first.text();
      case UNKNOWN -> impairedBy.isEmpty() ? first.text() : first.text() + "; " + by;
    };
  }

  private Set<ServiceHealth.Flag> flags(
      Configuration configuration, Place place, List<Impairment> impairedBy) {
    Set<ServiceHealth.Flag> flags = new TreeSet<>();
    if (!impairedBy.isEmpty()) {
      flags.add(ServiceHealth.Flag.IMPAIRED);
    }
    if (Unmeasured.isExternal(configuration, place)) {
      flags.add(ServiceHealth.Flag.EXTERNAL);
    }
    if (policy.slo().timeScale() != 1) {
      flags.add(ServiceHealth.Flag.TIME_SCALED);
    }
    return flags;
  }

  private static HealthChange change(ServiceHealth service, Health from, Instant now) {
    String slo =
        service.reasons().getFirst() instanceof Reason.OfSlo reason ? reason.slo().value() : "";
    return new HealthChange(service.place(), from, service.health(), slo, service.text(), now);
  }

  private static int weight(Health health) {
    return switch (health) {
      case HEALTHY -> 0;
      case UNKNOWN -> 1;
      case DEGRADED -> 2;
      case UNHEALTHY -> 3;
    };
  }
}
