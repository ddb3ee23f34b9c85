// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import dev.ballast.control.health.HealthSnapshot;
import dev.ballast.control.health.ServiceHealth;
import dev.ballast.control.health.ServiceHealth.Reason;
import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Symptom.Sign;
import dev.ballast.control.incident.engine.Look;
import dev.ballast.control.incident.engine.Reading;
import dev.ballast.control.predict.capacity.CapacitySnapshot;
import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.Interlocks.Interlock;
import dev.ballast.model.Configuration;
import dev.ballast.model.Maintenance;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Sli;
import dev.ballast.model.Slo;
import dev.ballast.model.SloName;
import dev.ballast.server.board.Board;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a board says, as the engine of incidents takes it in. */
final class Looks {

  private static final Pattern LATENCY = Pattern.compile("le=\"|latency|duration|_seconds_bucket");
  private static final Pattern ERRORS =
      Pattern.compile("(?i)status|error|fail|code|success|available");

  private Looks() {}

  /**
   * @param loads of which places get more requests than before, as counted
   */
  static Look of(
      Board board, List<Interlock> interlocks, CapacitySnapshot capacities, List<Reading> loads) {
    HealthSnapshot health = board.health();
    List<Reading> readings = new ArrayList<>();
    for (ServiceHealth place : health.services()) {
      for (Reason reason : place.reasons()) {
        if (reason instanceof Reason.OfSlo slo) {
          readings.add(reading(place, slo, board.configuration()));
        }
      }
    }
    readings.addAll(Threats.capacities(capacities));
    readings.addAll(Threats.joined(Threats.surges(board.watch(), health.topology()), loads));
    return new Look(
        health.at(),
        readings,
        health.topology(),
        interlocks.stream()
            .filter(lock -> lock.kind() == Interlocks.Kind.FAULT)
            .map(l -> new Look.Fault(l.id(), l.subject(), l.reason(), l.since()))
            .toList(),
        maintained(board.configuration(), health.at()));
  }

  private static Reading reading(
      ServiceHealth place, Reason.OfSlo slo, Configuration configuration) {
    return new Reading(
        place.place(),
        slo.slo().value(),
        sign(slo.slo(), configuration),
        slo.health(),
        slo.since().isAfter(place.evaluatedAt()) ? place.evaluatedAt() : slo.since(),
        slo.text(),
        slo.evidence().stream()
            .limit(1)
            .map(
                evidence ->
                    new Evidence(
                        "",
                        "slo",
                        slo.slo() + " at " + place.place(),
                        slo.text() + " (" + evidence.rule() + ")",
                        place.evaluatedAt().minus(evidence.window()),
                        place.evaluatedAt(),
                        null,
                        evidence.numbers().get("long_burn"),
                        "x",
                        evidence.query(),
                        0))
            .toList());
  }

  private static Sign sign(SloName name, Configuration configuration) {
    Slo slo = configuration.slos().get(name);
    if (slo == null) {
      return Sign.OTHER;
    }
    String query =
        switch (slo.sli()) {
          case Sli.Ratio ratio -> ratio.part();
          case Sli.Raw raw -> raw.query();
          case Sli.Threshold threshold -> threshold.query();
        };
    if (LATENCY.matcher(query).find()) {
      return Sign.LATENCY;
    }
    return ERRORS.matcher(query).find() ? Sign.ERRORS : Sign.OTHER;
  }

  private static Set<ServiceName> maintained(Configuration configuration, Instant at) {
    Set<ServiceName> services = new HashSet<>();
    for (Maintenance one : configuration.maintenances().values()) {
      boolean now =
          one.times().starts(at, at.plusMillis(1)).stream()
              .anyMatch(
                  start -> !start.isAfter(at) && at.isBefore(start.plus(one.times().length())));
      if (now) {
        services.addAll(one.services());
        configuration.slos().values().stream()
            .filter(one::isAbout)
            .map(Slo::service)
            .forEach(services::add);
      }
    }
    return services;
  }
}
