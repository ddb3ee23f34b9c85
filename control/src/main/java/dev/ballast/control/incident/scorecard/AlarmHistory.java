// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.scorecard;

import dev.ballast.control.incident.Hop;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.predict.AnomalyEvents;
import dev.ballast.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the detectors of series told, by signal, and how often no incident came of it. That is not
 * the same as false: what was told early enough to be mended hurts nobody.
 *
 * @param signals by signal: of all that were told, those without an incident
 */
public record AlarmHistory(SortedMap<String, Share> signals) {

  private static final Duration NEAR = Duration.ofMinutes(15);
  private static final String OTHER = "other";

  public AlarmHistory {
    signals = Collections.unmodifiableSortedMap(new TreeMap<>(signals));
  }

  public static AlarmHistory of(Collection<Event> events, Collection<Incident> incidents) {
    SortedMap<String, Share> signals = new TreeMap<>();
    for (Event event : events) {
      if (event.name().equals(AnomalyEvents.OPENED)) {
        boolean alone = incidents.stream().noneMatch(incident -> isAbout(event, incident));
        signals.merge(
            event.attributes().getOrDefault("signal", OTHER),
            new Share(alone ? 1 : 0, 1),
            Share::plus);
      }
    }
    return new AlarmHistory(signals);
  }

  private static boolean isAbout(Event event, Incident incident) {
    Instant onset = incident.times().onset();
    return !event.at().isBefore(onset.minus(NEAR))
        && !event.at().isAfter(incident.endOr(event.at()).plus(NEAR))
        && names(incident).contains(event.attributes().getOrDefault("service", ""));
  }

  /** Who is hurt, who is blamed, and who is on the way between. */
  private static Set<String> names(Incident incident) {
    Set<String> names = new HashSet<>();
    incident.symptoms().forEach(symptom -> names.add(symptom.place().service().value()));
    incident.alerts().forEach(alert -> names.add(alert.service()));
    for (RootCause cause : incident.cause().stream().toList()) {
      names.add(cause.suspect().name());
      for (Hop hop : cause.path()) {
        names.add(service(hop.from()));
        names.add(service(hop.to()));
      }
    }
    return names;
  }

  /** Of a place such as {@code payments in us-east}; names have no blanks. */
  private static String service(String place) {
    int end = place.indexOf(' ');
    return end < 0 ? place : place.substring(0, end);
  }
}
