// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.maturity;

import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The events that maturity is judged by, of a year and at most {@value #MOST}, kept up to date with
 * the ledger. Of each only what is asked for is kept. Used by one thread.
 */
final class EventWindow {

  static final int MOST = 40_000;

  private static final int EACH = 5_000;
  private static final int PAGE = 1_000;
  private static final int PAGES = 50;
  private static final int TEXT = 240;
  private static final Duration LOOK_BACK = Duration.ofDays(366);

  private static final List<String> NAMES =
      List.of(
          "health.changed",
          "incident.",
          "page.opened",
          "page.escalated",
          "webhook.",
          "anomaly.opened",
          "capacity.changed",
          "change.",
          "rollout.",
          "gate.decided",
          "region.",
          "action.",
          "fault.injected",
          "healing.",
          "gameday.",
          "experiment.");

  private static final Set<String> KEPT =
      Set.of(
          "id",
          "service",
          "detail_label_service",
          "people",
          "detail_runbook_url",
          "outcome",
          "phase",
          "cause_service",
          "cause_class",
          "places",
          "onset",
          "pages",
          "verdict",
          "budget_remaining",
          "gate",
          "version",
          "revision",
          "rollout",
          "to",
          "command",
          "capacity",
          "series",
          "outlook",
          "p10",
          "p90",
          "limit",
          "alert",
          "action",
          "incident",
          "due");

  private final EventLog log;
  private final Deque<Event> events = new ArrayDeque<>();
  private long read = -1;

  EventWindow(EventLog log) {
    this.log = log;
  }

  /** All that count by now, the oldest first. */
  List<Event> upTo(Instant now) {
    if (read < 0) {
      begin(now);
    }
    catchUp();
    Instant from = now.minus(LOOK_BACK);
    while (!events.isEmpty() && (events.size() > MOST || events.getFirst().at().isBefore(from))) {
      events.removeFirst();
    }
    return List.copyOf(events);
  }

  private void begin(Instant now) {
    List<Event> newest = log.latest(EventFilter.ANY, 1);
    long last = newest.isEmpty() ? 0 : newest.getFirst().sequence();
    List<Event> old = new ArrayList<>();
    for (String name : NAMES) {
      EventFilter filter = new EventFilter(name, "", now.minus(LOOK_BACK), Instant.MAX);
      log.latest(filter, EACH).stream()
          .filter(event -> event.sequence() <= last)
          .map(EventWindow::slim)
          .forEach(old::add);
    }
    old.sort(Comparator.comparingLong(Event::sequence));
    events.addAll(old);
    read = last;
  }

  private void catchUp() {
    for (int page = 0; page < PAGES; page++) {
      List<Event> more = log.read(read, EventFilter.ANY, PAGE);
      for (Event event : more) {
        read = Math.max(read, event.sequence());
        if (NAMES.stream().anyMatch(name -> event.name().startsWith(name))) {
          events.addLast(slim(event));
        }
      }
      if (more.size() < PAGE) {
        return;
      }
    }
  }

  private static Event slim(Event event) {
    Map<String, String> kept =
        event.attributes().entrySet().stream()
            .filter(entry -> KEPT.contains(entry.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    String text = event.text();
    return new Event(
        event.sequence(),
        event.at(),
        event.name(),
        event.subject(),
        event.actor(),
        text.length() > TEXT ? text.substring(0, TEXT - 1) + "…" : text,
        kept);
  }
}
