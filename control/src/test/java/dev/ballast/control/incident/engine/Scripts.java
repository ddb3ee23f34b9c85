// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.engine;

import dev.ballast.control.incident.CauseClass;
import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Explanation;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.Symptom.Sign;
import dev.ballast.control.topology.Edge;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Dependency.Strength;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A run of the engine, minute by minute: who is sick, what a diagnosis says, what came of it. */
final class Scripts {

  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final IncidentEngine engine = new IncidentEngine(EnginePolicy.DEFAULT);
  private final Map<String, Reading> readings = new LinkedHashMap<>();
  private final List<Edge> edges = new ArrayList<>();
  private final List<Look.Fault> faults = new ArrayList<>();
  private Set<ServiceName> maintained = Set.of();
  final List<IncidentChange> told = new ArrayList<>();
  IncidentBook book = IncidentBook.EMPTY;
  Instant now = START;

  static Place at(String service) {
    return new Place(new ServiceName(service), "here");
  }

  Scripts calls(String client, String... servers) {
    for (String server : servers) {
      edges.add(
          new Edge(
              at(client),
              at(server),
              "",
              Strength.HARD,
              true,
              new Edge.Traffic.Observed(1, 0, 0.01, 0.02)));
    }
    return this;
  }

  Scripts is(String service, Health health) {
    readings.put(
        service,
        new Reading(
            at(service),
            service + "-slo",
            Sign.ERRORS,
            health,
            now,
            service + " says " + health,
            List.of(evidence("", "slo", service))));
    return this;
  }

  /** Something warns, or warns no more. */
  Scripts warns(String service, Health health) {
    readings.put(
        service + " warns",
        new Reading(
            at(service),
            "capacity/journal",
            Sign.CAPACITY,
            health,
            now,
            "journal is full soon",
            List.of(evidence("", "forecast", service))));
    return this;
  }

  Scripts forget(String service) {
    readings.remove(service);
    return this;
  }

  Scripts fault(String subject) {
    faults.add(new Look.Fault("f1", subject, "game day", now));
    return this;
  }

  Scripts faultEnds() {
    faults.clear();
    return this;
  }

  Scripts maintains(String... services) {
    maintained = Arrays.stream(services).map(ServiceName::new).collect(Collectors.toSet());
    return this;
  }

  Look look() {
    return new Look(
        now,
        List.copyOf(readings.values()),
        new Topology(edges, Duration.ofHours(1), Duration.ofMinutes(5), Map.of(), now),
        faults,
        maintained);
  }

  /** Time passes, and the engine looks. */
  Scripts after(int minutes) {
    now = now.plus(Duration.ofMinutes(minutes));
    return take(engine.step(book, look()));
  }

  Scripts step() {
    return after(0);
  }

  Scripts diagnosed(String id, Finding... findings) {
    return take(engine.explain(book, id, List.of(findings), now));
  }

  Scripts take(Turn turn) {
    book = turn.book();
    told.addAll(turn.changes());
    return this;
  }

  IncidentEngine engine() {
    return engine;
  }

  Incident incident(String id) {
    return book.find(id).orElseThrow();
  }

  List<IncidentChange.Kind> toldOf(String id) {
    return told.stream()
        .filter(change -> change.incident().id().equals(id))
        .map(IncidentChange::kind)
        .toList();
  }

  Finding names(String service, String... symptoms) {
    return finding(Suspect.service(service, "here"), 0.9, symptoms);
  }

  Finding finding(Suspect suspect, double confidence, String... symptoms) {
    Evidence evidence = evidence("E1", "failures", suspect.text());
    return new Finding(
        keys(symptoms),
        new Explanation(
            Explanation.Verdict.NAMED,
            suspect.text() + " fails",
            List.of(
                new RootCause(
                    suspect,
                    CauseClass.DEPENDENCY,
                    4 * confidence,
                    confidence,
                    suspect.text() + " fails",
                    List.of("E1"),
                    List.of(),
                    List.of())),
            List.of(),
            List.of(),
            now),
        List.of(),
        List.of(),
        List.of(evidence));
  }

  Finding namesNobody(String... symptoms) {
    return new Finding(
        keys(symptoms),
        new Explanation(
            Explanation.Verdict.UNEXPLAINED, "nothing", List.of(), List.of(), List.of(), now),
        List.of(),
        List.of(),
        List.of());
  }

  private Set<String> keys(String... symptoms) {
    return Arrays.stream(symptoms)
        .map(
            s ->
                new Symptom(
                        at(s), s + "-slo", Sign.ERRORS, Health.DEGRADED, now, null, "", List.of())
                    .key())
        .collect(Collectors.toSet());
  }

  private Evidence evidence(String id, String kind, String about) {
    return new Evidence(id, kind, about, about + " was seen", now, now, null, null, "", "up", 1);
  }
}
