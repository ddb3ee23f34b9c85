// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Hop;
import dev.ballast.control.incident.Impact;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way from the cause over the first symptom to the users, station by station. */
final class CauseWay {

  private static final int MOST = 6;

  private CauseWay() {}

  /** Empty while no cause is named. */
  static List<IncidentView.Box> of(Incident incident, Sight sight) {
    return incident.cause().map(cause -> way(incident, cause, sight)).orElse(List.of());
  }

  private static List<IncidentView.Box> way(Incident incident, RootCause cause, Sight sight) {
    List<IncidentView.Box> boxes = new ArrayList<>();
    Optional<ChangeSeen> change =
        incident.changes().stream()
            .filter(c -> c.relevance() == ChangeSeen.Relevance.CAUSE)
            .findFirst();
    boxes.add(
        new IncidentView.Box(
            "cause",
            "root cause",
            change.map(c -> title(c)).orElse(cause.suspect().text()),
            change.map(c -> sight.clock(c.at())).orElse(IncidentWords.nature(incident, cause)),
            "",
            link(cause.suspect())));
    String lag =
        change
            .map(c -> Duration.between(c.at(), incident.times().onset()))
            .filter(after -> !after.isNegative())
            .map(Sight::duration)
            .orElse("");
    String first = incident.symptoms().isEmpty() ? "" : first(incident).place().service().value();
    for (Hop hop : cause.path()) {
      if (boxes.size() >= MOST) {
        break;
      }
      lag = hop.lagSeconds() == null ? lag : Sight.seconds(Math.max(0, hop.lagSeconds()));
      boxes.add(station(incident, hop, lag, first));
      lag = "";
    }
    if (cause.path().isEmpty() && !incident.symptoms().isEmpty() && !isSame(cause, first)) {
      boxes.add(symptom(first(incident), lag));
    }
    journey(incident).ifPresent(boxes::add);
    return boxes;
  }

  private static String title(ChangeSeen change) {
    return change.after().isEmpty() ? change.text() : change.service() + " " + change.after();
  }

  private static boolean isSame(RootCause cause, String service) {
    return cause.suspect().kind() == Suspect.Kind.SERVICE && cause.suspect().name().equals(service);
  }

  private static Symptom first(Incident incident) {
    return incident.symptoms().getFirst();
  }

  private static IncidentView.Box station(Incident incident, Hop hop, String lag, String first) {
    Optional<Symptom> shown =
        incident.symptoms().stream()
            .filter(symptom -> hop.to().startsWith(symptom.place().service().value()))
            .findFirst();
    boolean critical = !first.isEmpty() && hop.to().startsWith(first);
    return new IncidentView.Box(
        critical ? "critical" : shown.isPresent() ? "sick" : "silent",
        critical ? "first symptom" : shown.isPresent() ? "shows it" : "on the way",
        hop.to(),
        hop.text(),
        lag,
        shown.map(symptom -> "/services/" + symptom.place().service()).orElse(""));
  }

  private static IncidentView.Box symptom(Symptom symptom, String lag) {
    return new IncidentView.Box(
        "critical",
        "first symptom",
        symptom.place().toString(),
        symptom.text(),
        lag,
        "/services/" + symptom.place().service());
  }

  /** What users do that waits for it. */
  private static Optional<IncidentView.Box> journey(Incident incident) {
    return incident.impact().journeys().stream()
        .findFirst()
        .map(
            journey ->
                new IncidentView.Box(
                    "users",
                    "users hit",
                    journey.operation(),
                    hurt(journey),
                    "",
                    "/services/" + journey.service()));
  }

  private static String hurt(Impact.Journey journey) {
    return journey.badRatio() == null
        ? journey.service()
        : "%s of %s bad".formatted(Sight.percent(journey.badRatio()), journey.service());
  }

  private static String link(Suspect suspect) {
    return switch (suspect.kind()) {
      case SERVICE, CHANGE, EXTERNAL, EDGE -> "/services/" + suspect.name();
      case NODE -> "";
    };
  }
}
