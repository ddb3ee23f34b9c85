// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.model.Place;
import dev.ballast.model.Remediation;
import dev.ballast.model.Trigger;
import java.util.Collection;
import java.util.List;

/**
 * Who open incidents say it is. Of any class, that is a service which is sick by itself; of a class
 * that is named, it is also what was changed on the service, the service outside, and the caller of
 * a way that is broken.
 */
public final class Blamed {

  private Blamed() {}

  /** The places of the remediation's service that are the root cause of an open incident. */
  public static List<Symptom> by(
      Collection<Incident> incidents, Remediation rules, Trigger.OfIncident trigger) {
    return incidents.stream()
        .filter(Incident::isOpen)
        .flatMap(
            incident ->
                incident
                    .cause()
                    .filter(cause -> isMeant(cause, rules, trigger))
                    .map(cause -> symptom(incident.id(), cause, rules))
                    .stream())
        .toList();
  }

  private static boolean isMeant(RootCause cause, Remediation rules, Trigger.OfIncident trigger) {
    boolean any = trigger.cause().isEmpty();
    return cause.confidence() >= trigger.confidence()
        && cause.suspect().name().equals(rules.service().value())
        && (any
            ? cause.suspect().kind() == Suspect.Kind.SERVICE
            : cause.kind().word().equals(trigger.cause()));
  }

  /** What was changed everywhere is taken back where the remediation works. */
  private static Symptom symptom(String incident, RootCause cause, Remediation rules) {
    String named = cause.suspect().region();
    String region = named.isEmpty() ? rules.region() : named;
    return new Symptom(new Place(rules.service(), region), incident + ": " + cause.text());
  }
}
