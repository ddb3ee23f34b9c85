// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.connect.gameday.Canaries;
import dev.ballast.connect.gameday.MeshFaults;
import dev.ballast.control.findings.RunRecord;
import dev.ballast.control.findings.RunRecord.Alarm;
import dev.ballast.control.gameday.Watched;
import dev.ballast.control.incident.AlertSeen;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.IncidentEvents;
import dev.ballast.control.incident.Incidents;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.Event;
import dev.ballast.model.gameday.DayFault;
import dev.ballast.model.gameday.Expectation;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.gameday.SteadyState;
import dev.ballast.server.board.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a game day sees of the world. */
final class DayEyes {

  private static final int EVENTS = 2000;
  private static final int WINDOW = 5;
  private static final Set<String> BAD = Set.of("DEGRADED", "UNHEALTHY");

  private final Notice notice;
  private final Readings readings;
  private final Incidents incidents;
  private final EventLog events;

  DayEyes(Notice notice, Readings readings, Incidents incidents, EventLog events) {
    this.notice = notice;
    this.readings = readings;
    this.incidents = incidents;
    this.events = events;
  }

  /** Whether something holds, and in words what does not. */
  record Seen(boolean holds, String text) {}

  /** The steady state, all of it. */
  Seen steady(GameDay day, Instant at) {
    List<String> not = new ArrayList<>();
    for (SteadyState.Check check : day.steadyState().checks()) {
      String problem =
          switch (check) {
            case SteadyState.Check.OfSlo slo -> slo(slo.slo());
            case SteadyState.Check.OfQuery query -> query(query, at);
          };
      if (!problem.isEmpty()) {
        not.add(check.name() + " " + problem);
      }
    }
    return new Seen(
        not.isEmpty(),
        not.isEmpty()
            ? "all of %d hold".formatted(day.steadyState().checks().size())
            : String.join("; ", not));
  }

  private String slo(String name) {
    Optional<SloStatus> status = whole(name);
    if (status.isEmpty()) {
      return "is no SLO that is watched";
    }
    SloStatus.State state = status.get().state();
    return state == SloStatus.State.MET
        ? ""
        : "is " + state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  Optional<SloStatus> whole(String name) {
    return notice.board().health().slos().stream()
        .filter(slo -> slo.slo().value().equals(name) && slo.place().isWhole())
        .findFirst();
  }

  private String query(SteadyState.Check.OfQuery check, Instant at) {
    Optional<double[]> values = readings.values(check.query(), at);
    if (values.isEmpty()) {
      return "has no data";
    }
    for (double value : values.get()) {
      if (!check.tolerance().holds(value)) {
        return String.format(
            Locale.ROOT,
            "is %.4g (expected: %s %.4g)",
            value,
            check.tolerance().operator().sign(),
            check.tolerance().bound());
      }
    }
    return "";
  }

  /** Alerts from a time on: ours by the ledger, others' as their senders said. */
  List<Alarm> alarms(Instant from, Instant to) {
    List<Alarm> all = new ArrayList<>();
    for (Event event : since("health.changed", from, to)) {
      if (BAD.contains(event.attributes().getOrDefault("to", ""))) {
        all.add(
            alarm("ballast: health of " + event.attributes().getOrDefault("service", ""), event));
      }
    }
    since("region.failover_begun", from, to)
        .forEach(
            event ->
                all.add(
                    new Alarm(
                        "ballast: region lost",
                        "",
                        event.subject().replaceFirst("^region/", ""),
                        event.at(),
                        null)));
    for (Incident incident : incidents.all()) {
      for (AlertSeen alert : incident.alerts()) {
        if (!alert.since().isBefore(from) && !alert.since().isAfter(to)) {
          all.add(new Alarm(alert.name(), alert.service(), alert.region(), alert.since(), null));
        }
      }
    }
    all.sort(Comparator.comparing(Alarm::at));
    return all;
  }

  private static Alarm alarm(String name, Event event) {
    return new Alarm(
        name,
        event.attributes().getOrDefault("service", ""),
        event.attributes().getOrDefault("region", ""),
        event.at(),
        null);
  }

  /** The oldest first. */
  List<Event> since(String prefix, Instant from, Instant to) {
    return events.latest(new EventFilter(prefix, "", from, to), EVENTS).reversed();
  }

  List<Told> incidents(Instant from, Instant to) {
    Map<String, Instant> again = new TreeMap<>();
    for (Event event : since(IncidentEvents.REOPENED, from, to)) {
      again.putIfAbsent(event.subject().replaceFirst("^incident/", ""), event.at());
    }
    return incidents.all().stream()
        .flatMap(i -> Told.of(i, Optional.ofNullable(again.get(i.id())), from, to).stream())
        .toList();
  }

  /** What a day breaks first, and of whom it is. */
  static RunRecord.Broken broken(GameDay day) {
    DayFault fault = day.faults().getFirst().fault().orElseThrow();
    String service = fault.service().isEmpty() ? day.service() : fault.service();
    return new RunRecord.Broken(
        fault.kind().word(), service, fault.region(), MeshFaults.parts(fault));
  }

  /** What is known of an expectation now. */
  Watched watched(
      GameDay day, Expectation expect, Instant fault, Instant now, List<Canaries.Second> users) {
    List<Alarm> alarms = alarms(fault, now);
    RunRecord.Broken broken = broken(day);
    double[] well = well(expect, fault, users);
    return new Watched(
        alarms.stream()
            .filter(a -> broken.fits(a) || expect.alerts().contains(a.name()))
            .map(Alarm::at)
            .findFirst()
            .orElse(null),
        alarms.stream().map(Alarm::name).distinct().toList(),
        incidents(fault, now).stream().map(Told::at).min(Comparator.naturalOrder()).orElse(null),
        expect.region().isEmpty()
            ? Double.NaN
            : readings.share(day.service(), expect.region(), now),
        Duration.ofSeconds((long) well[0]),
        well[1]);
  }

  /** For how many seconds up to the last one users were served well enough, and how well now. */
  private static double[] well(Expectation expect, Instant fault, List<Canaries.Second> users) {
    List<Canaries.Second> since = users.stream().filter(s -> s.at().isAfter(fault)).toList();
    if (since.size() < WINDOW) {
      return new double[] {0, Double.NaN};
    }
    int length = 0;
    double now = Double.NaN;
    for (int end = since.size(); end >= WINDOW; end--) {
      double good = 0;
      double all = 0;
      for (Canaries.Second second : since.subList(end - WINDOW, end)) {
        good += second.good();
        all += second.intended();
      }
      double ratio = all > 0 ? good / all : Double.NaN;
      now = Double.isNaN(now) ? ratio : now;
      if (!(ratio >= expect.minSuccess())) {
        break;
      }
      length++;
    }
    return new double[] {length == 0 ? 0 : length + WINDOW - 1, now};
  }
}
