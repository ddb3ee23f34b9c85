// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.maturity;

import dev.ballast.control.maturity.live.Material;
import dev.ballast.control.maturity.live.Sights;
import dev.ballast.model.Configuration;
import dev.ballast.model.Event;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Many services, each with telemetry and two objectives, and a year of what happened to them. */
final class LargeOrganisation {

  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final List<String> REGIONS = List.of("us-east", "eu-west");
  private static final int DAYS = 180;
  private static final int TEAM = 8;

  private final int services;
  private final SplittableRandom random;
  private final List<Event> events = new ArrayList<>();

  LargeOrganisation(int services, int count, int seed) {
    this.services = services;
    this.random = new SplittableRandom(seed);
    while (events.size() < count) {
      happen("service-" + random.nextInt(services));
    }
  }

  Material material() {
    Map<ServiceName, Service> all = new HashMap<>();
    List<Sights.Telemetry> telemetry = new ArrayList<>();
    List<Sights.Objective> objectives = new ArrayList<>();
    Map<String, Set<String>> needs = new HashMap<>();
    for (int i = 0; i < services; i++) {
      String name = "service-" + i;
      ServiceName service = new ServiceName(name);
      all.put(
          service, new Service(service, "", "team-" + i / TEAM, Service.Kind.INTERNAL, List.of()));
      telemetry.add(
          new Sights.Telemetry(name, 1000, 500, 10, Set.copyOf(REGIONS), "sum(spans)", NOW));
      for (String region : List.of("", REGIONS.getFirst(), REGIONS.getLast())) {
        for (String kind : List.of("availability", "latency")) {
          boolean known = random.nextInt(10) > 0;
          objectives.add(
              new Sights.Objective(
                  name + "-" + kind,
                  name,
                  region,
                  known,
                  known && random.nextInt(10) > 0,
                  1,
                  random.nextDouble(),
                  0,
                  4,
                  "sum(errors)",
                  NOW));
        }
      }
      needs.put(name, Set.of("service-" + (i + 1) % services, "service-" + (i + 7) % services));
    }
    return new Material(
        NOW,
        Configuration.EMPTY.withServices(all),
        NOW.minus(Duration.ofDays(DAYS)),
        events,
        new Sights(
            telemetry,
            objectives,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            needs));
  }

  /** A release with its gate, an incident with its whole story, a warning, or an exercise. */
  private void happen(String service) {
    Instant at = NOW.minusSeconds(random.nextLong(Duration.ofDays(DAYS).toSeconds()));
    switch (random.nextInt(4)) {
      case 0 -> release(service, at);
      case 1 -> incident(service, at);
      case 2 -> {
        add("capacity.changed", at, service, "capacity", "pool", "outlook", "WITHIN");
        add("change.scaled", at.plusSeconds(3600), service);
        add(
            "capacity.changed",
            at.plusSeconds(7200),
            service,
            "capacity",
            "pool",
            "outlook",
            "NOT_WITHIN");
      }
      default -> {
        add("fault.injected", at, service);
        add("experiment.finished", at.plusSeconds(900), service, "verdict", "verified");
        add("gameday.finished", at.plusSeconds(1800), service);
      }
    }
  }

  private void release(String service, Instant at) {
    String version = "v" + events.size();
    String verdict = random.nextInt(5) == 0 ? "DENY" : "ALLOW";
    add("gate.decided", at, service, "verdict", verdict, "budget_remaining", "0.4");
    add(
        "rollout.changed",
        at.plusSeconds(60),
        service,
        "rollout",
        service,
        "to",
        "Progressing",
        "revision",
        version);
    add("rollout.judged", at.plusSeconds(600), service, "rollout", service, "verdict", "pass");
    add(
        "rollout.changed",
        at.plusSeconds(900),
        service,
        "rollout",
        service,
        "to",
        "Succeeded",
        "revision",
        version);
    add("change.deployed", at.plusSeconds(910), service, "version", version);
  }

  private void incident(String service, Instant at) {
    String id = "INC-" + events.size();
    String cause = "service-" + random.nextInt(services);
    add("anomaly.opened", at.minusSeconds(300), service, "alert", "true");
    add("health.changed", at.minusSeconds(20), service, "to", "UNHEALTHY");
    add(
        "incident.opened",
        at,
        service,
        "id",
        id,
        "pages",
        "true",
        "places",
        service + " in us-east");
    add("incident.diagnosed", at.plusSeconds(30), service, "id", id, "cause_service", cause);
    add("healing.acted", at.plusSeconds(60), cause);
    add("incident.acknowledged", at.plusSeconds(200), service, "id", id);
    add("healing.verified", at.plusSeconds(300), cause);
    add("incident.resolved", at.plusSeconds(400), service, "id", id);
  }

  private void add(String name, Instant at, String service, String... says) {
    Map<String, String> attributes = new TreeMap<>(Map.of("service", service));
    for (int i = 0; i < says.length; i += 2) {
      attributes.put(says[i], says[i + 1]);
    }
    events.add(
        new Event(events.size() + 1, at, name, "service/" + service, "ballast", name, attributes));
  }
}
