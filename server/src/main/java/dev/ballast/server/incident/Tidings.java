// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.Tag;
import dev.ballast.control.incident.engine.IncidentChange;
import dev.ballast.ledger.Limits;
import dev.ballast.model.Event;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What becomes of incidents as events of the ledger. */
final class Tidings {

  private static final int MOST_TEXT = 600;

  private Tidings() {}

  static Event of(IncidentChange change, Instant at) {
    Incident incident = change.incident();
    Map<String, String> about = new TreeMap<>();
    about.put("id", incident.id());
    about.put("title", Limits.cut(incident.title(), MOST_TEXT));
    about.put("phase", incident.phase().name().toLowerCase(Locale.ROOT));
    about.put("severity", incident.severity().name());
    about.put("onset", incident.times().onset().toString());
    about.put("pages", Boolean.toString(incident.pages()));
    about.put("tags", incident.tags().stream().map(Tag::name).collect(Collectors.joining(" ")));
    about.put(
        "places",
        Limits.cut(
            incident.symptoms().stream()
                .map(Symptom::place)
                .distinct()
                .map(Object::toString)
                .collect(Collectors.joining(", ")),
            MOST_TEXT));
    incident.symptoms().stream()
        .max(Comparator.comparing(Symptom::health).thenComparing(Symptom::key))
        .ifPresent(
            worst -> {
              about.put("service", worst.place().service().value());
              about.put("region", worst.place().region());
            });
    about.put("verdict", incident.explanation().verdict().name().toLowerCase(Locale.ROOT));
    incident
        .cause()
        .ifPresent(
            cause -> {
              about.put("cause", cause.suspect().text());
              about.put("cause_class", cause.kind().word());
              about.put("cause_service", cause.suspect().name());
              about.put("cause_region", cause.suspect().region());
              about.put("confidence", Double.toString(cause.confidence()));
            });
    about.put("note", Limits.cut(change.text(), MOST_TEXT));
    return new Event(
        0,
        at,
        change.kind().event(),
        IncidentStore.subject(incident.id()),
        change.actor(),
        Limits.cut(incident.id() + ": " + change.text(), MOST_TEXT),
        about);
  }
}
