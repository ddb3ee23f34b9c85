// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.control.predict.Anomaly.Member;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Limits;
import dev.ballast.model.Event;
import dev.ballast.model.Names;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Anomalies as events of the ledger, and back after a restart. */
public final class AnomalyEvents {

  public static final String PREFIX = "anomaly.";
  public static final String OPENED = "anomaly.opened";
  public static final String WORSENED = "anomaly.worsened";
  public static final String CLEARED = "anomaly.cleared";
  public static final String LOST = "anomaly.lost";
  public static final String SILENT = "anomaly.silent";

  private static final Set<String> ENDS = Set.of(CLEARED, LOST);
  private static final int LOOK_BACK = 2_000;
  private static final int MOST_MEMBERS = 12;
  private static final int MOST_TEXT = 600;

  private AnomalyEvents() {}

  public static Event of(AnomalyChange change) {
    return switch (change) {
      case AnomalyChange.Opened(var anomaly) ->
          event(OPENED, anomaly, anomaly.told(), anomaly.place() + ": " + anomaly.text());
      case AnomalyChange.Worsened(var anomaly, var at, var what) ->
          event(WORSENED, anomaly, at, anomaly.place() + " " + what + ": " + anomaly.text());
      case AnomalyChange.Cleared(var anomaly) ->
          event(
              CLEARED,
              anomaly,
              anomaly.endOr(anomaly.told()),
              "%s is as usual again: %s".formatted(anomaly.place(), anomaly.ending()));
      case AnomalyChange.Lost(var anomaly) ->
          event(
              LOST,
              anomaly,
              anomaly.endOr(anomaly.told()),
              "%s was unlike usual when it was last heard of: %s"
                  .formatted(anomaly.place(), anomaly.ending()));
      case AnomalyChange.Silent(var place, var since, var at) -> silent(place, since, at);
    };
  }

  /** Whether it says that an anomaly is open no more. */
  public static boolean isEnd(Event event) {
    return ENDS.contains(event.name());
  }

  private static Event silent(Place place, Instant since, Instant at) {
    return new Event(
        0,
        at,
        SILENT,
        subject(place),
        "ballast",
        place + ": nothing is heard of it any more, neither good nor bad",
        Map.of(
            "service", place.service().value(),
            "region", place.region(),
            "since", since.toString()));
  }

  private static Event event(String name, Anomaly anomaly, Instant at, String text) {
    Map<String, String> about = new TreeMap<>();
    about.put("id", anomaly.id());
    about.put("service", anomaly.place().service().value());
    about.put("region", anomaly.place().region());
    about.put("since", anomaly.since().toString());
    about.put("told", anomaly.told().toString());
    about.put("alert", Boolean.toString(anomaly.alert()));
    about.put("note", anomaly.note());
    about.put(
        "behind", anomaly.behind().stream().map(Place::toString).collect(Collectors.joining(", ")));
    anomaly.members().stream().findFirst().ifPresent(first -> explain(first, about));
    about.put("series_count", Integer.toString(anomaly.members().size()));
    about.put(
        "series_all",
        Limits.cut(
            anomaly.members().stream()
                .limit(MOST_MEMBERS)
                .map(AnomalyWords::text)
                .collect(Collectors.joining("\n"))));
    return new Event(
        0, at, name, subject(anomaly.place()), "ballast", Limits.cut(text, MOST_TEXT), about);
  }

  private static void explain(Member member, Map<String, String> about) {
    Explanation why = member.why();
    about.put("signal", member.series().signal().id());
    about.put("series", Limits.cut(member.series().text(), MOST_TEXT));
    about.put("value", Double.toString(why.value()));
    about.put("expected", Double.toString(why.expected()));
    about.put("low", Double.toString(why.low()));
    about.put("high", Double.toString(why.high()));
    about.put("component", why.component().name());
    about.put("reasons", String.join("; ", why.reasons()));
    about.put("clears", why.clears());
    about.put("score", Double.toString(why.score()));
    about.put("threshold", Double.toString(why.threshold()));
    about.put("basis", why.basis());
  }

  private static String subject(Place place) {
    return "service/" + place.service();
  }

  /** What was open when the ledger was written last. */
  public static List<Anomaly> open(EventLog events) {
    Set<String> seen = new HashSet<>();
    List<Anomaly> open = new ArrayList<>();
    for (Event event : events.latest(EventFilter.named(PREFIX), LOOK_BACK)) {
      String id = event.attributes().getOrDefault("id", "");
      if (!id.isEmpty() && seen.add(id) && !isEnd(event)) {
        restored(id, event).ifPresent(open::add);
      }
    }
    return open;
  }

  private static Optional<Anomaly> restored(String id, Event event) {
    Map<String, String> about = event.attributes();
    String service = about.getOrDefault("service", "");
    if (!Names.isValid(service)) {
      return Optional.empty();
    }
    Place place = new Place(new ServiceName(service), about.getOrDefault("region", ""));
    return Optional.of(
        new Anomaly(
            id,
            place,
            time(about.getOrDefault("since", ""), event.at()),
            time(about.getOrDefault("told", ""), event.at()),
            new Anomaly.State.Open(),
            List.of(),
            List.of(),
            about.getOrDefault("alert", "").equals("true"),
            "told before a restart (" + about.getOrDefault("series", "") + "); learning again"));
  }

  private static Instant time(String text, Instant otherwise) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      return otherwise;
    }
  }
}
