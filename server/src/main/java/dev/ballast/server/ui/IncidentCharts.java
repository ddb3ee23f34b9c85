// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.Names;
import dev.ballast.model.ServiceName;
import dev.ballast.server.board.Board;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rate, errors and duration of the cause and of the service that shows it, around the time of the
 * incident, with the onset and the changes marked.
 */
final class IncidentCharts {

  private static final int SERVICES = 2;
  private static final Duration AFTER = Duration.ofMinutes(3);
  private static final int BEFORE = 3;

  private final ServiceCharts charts;
  private final Happenings happenings;
  private final EventLog events;

  IncidentCharts(ServiceCharts charts, Happenings happenings, EventLog events) {
    this.charts = charts;
    this.happenings = happenings;
    this.events = events;
  }

  List<Chart> of(Incident incident, Board board, Sight sight) {
    Instant end = end(incident, sight.now());
    Range range = range(incident, end);
    Sight then = new Sight(end, sight.zone());
    List<Chart> all = new ArrayList<>();
    for (ServiceName service : services(incident, board)) {
      List<Milestone> marks = new ArrayList<>(happenings.of(service, end.minus(range.length())));
      marks.add(Milestone.onset(incident.times().onset()));
      marks.sort(Comparator.comparing(Milestone::at));
      List<Spell> spells = Spell.of(events, board, service, sight.now());
      charts
          .red(board, service, then, range, marks, spells)
          .forEach(chart -> all.add(chart.of(service.value())));
    }
    return all;
  }

  private static Instant end(Incident incident, Instant now) {
    Instant after = incident.endOr(now).plus(AFTER);
    return after.isAfter(now) ? now : after;
  }

  /** So long that a third of it, at least, is from before. */
  private static Range range(Incident incident, Instant end) {
    Duration length = Duration.between(incident.times().onset(), end);
    return Stream.of(Range.values())
        .filter(r -> r.length().compareTo(length.multipliedBy(BEFORE).dividedBy(2)) >= 0)
        .findFirst()
        .orElse(Range.D1);
  }

  private static List<ServiceName> services(Incident incident, Board board) {
    List<ServiceName> names = new ArrayList<>();
    Set<ServiceName> known = board.worstHealth().keySet();
    incident
        .cause()
        .map(cause -> cause.suspect())
        .filter(suspect -> suspect.kind() != Suspect.Kind.NODE)
        .map(Suspect::name)
        .filter(Names::isValid)
        .map(ServiceName::new)
        .filter(known::contains)
        .ifPresent(names::add);
    incident.symptoms().stream()
        .map(Symptom::place)
        .map(place -> place.service())
        .forEach(names::add);
    return names.stream().distinct().limit(SERVICES).toList();
  }
}
