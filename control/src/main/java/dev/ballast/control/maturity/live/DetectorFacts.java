// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import static dev.ballast.control.maturity.FactName.ALARMS_RIGHT;
import static dev.ballast.control.maturity.FactName.FAULTS_DETECTED;
import static dev.ballast.control.maturity.FactName.WARNED_BEFORE;
import static dev.ballast.control.maturity.live.View.said;

import dev.ballast.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the watch noticed of what was, and what was of what it noticed. */
final class DetectorFacts {

  private static final Duration NOTICED_WITHIN = Duration.ofMinutes(15);
  private static final Duration TROUBLE_WITHIN = Duration.ofHours(1);
  private static final Set<String> SICK = Set.of("DEGRADED", "UNHEALTHY");

  private DetectorFacts() {}

  static void read(View view, Facts facts) {
    facts.saw(WARNED_BEFORE, warned(view).share("incidents were announced by an anomaly"));
    facts.saw(FAULTS_DETECTED, detected(view).share("injected faults were noticed"));
    facts.saw(ALARMS_RIGHT, right(view).share("anomalies that people were told of were trouble"));
  }

  private static Tally warned(View view) {
    Tally tally = new Tally();
    for (Story story : view.stories(WARNED_BEFORE)) {
      Instant opened = story.opening.at();
      tally.add(
          story.services.stream()
              .flatMap(service -> view.shelf().of(service).named("anomaly.opened").stream())
              .anyMatch(
                  event ->
                      event.at().isBefore(opened)
                          && event.at().isAfter(opened.minus(TROUBLE_WITHIN))),
          story.opening);
    }
    return tally;
  }

  /** By an anomaly, an incident or its health; one that is too new has still time. */
  private static Tally detected(View view) {
    Tally tally = new Tally();
    List<Event> faults =
        Stream.of("fault.injected", "change.injected")
            .flatMap(name -> view.events(FAULTS_DETECTED, name).stream())
            .toList();
    for (Event fault : faults) {
      String service = said(fault, "service");
      Instant until = fault.at().plus(NOTICED_WITHIN);
      if (!service.isEmpty() && !until.isAfter(view.now())) {
        tally.add(
            isTrouble(view, service, fault.at(), until)
                || view.shelf().of(service).named("anomaly.opened").stream()
                    .anyMatch(event -> isIn(event.at(), fault.at(), until)),
            fault);
      }
    }
    return tally;
  }

  private static Tally right(View view) {
    Tally tally = new Tally();
    for (Event event : view.events(ALARMS_RIGHT, "anomaly.opened")) {
      Instant until = event.at().plus(TROUBLE_WITHIN);
      if (said(event, "alert").equals("true") && !until.isAfter(view.now())) {
        Instant from = event.at().minus(NOTICED_WITHIN);
        tally.add(isTrouble(view, said(event, "service"), from, until), event);
      }
    }
    return tally;
  }

  /** An incident that it has a part in was opened, or it was not well. */
  private static boolean isTrouble(View view, String service, Instant from, Instant to) {
    Shelf.Slice slice = view.shelf().of(service);
    return slice.touched().stream().anyMatch(story -> isIn(story.opening.at(), from, to))
        || slice.named("health.changed").stream()
            .anyMatch(event -> SICK.contains(said(event, "to")) && isIn(event.at(), from, to));
  }

  private static boolean isIn(Instant at, Instant from, Instant to) {
    return !at.isBefore(from) && !at.isAfter(to);
  }
}
