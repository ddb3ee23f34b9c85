// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.predict.Anomaly;
import dev.ballast.control.predict.AnomalyEvents;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.Event;
import dev.ballast.model.ServiceName;
import dev.ballast.server.board.Board;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A time in which something was unlike before, with what there is to say of it. */
record Spell(Instant from, Instant to, String words) {

  private static final int EVENTS = 60;

  /** Of a service, from the ledger, so that they stay after a restart. */
  static List<Spell> of(EventLog events, Board board, ServiceName service, Instant now) {
    Set<String> open = board.watch().open().stream().map(Anomaly::id).collect(Collectors.toSet());
    EventFilter filter = EventFilter.named(AnomalyEvents.PREFIX).about("service/" + service);
    Map<String, Event> ended = new HashMap<>();
    List<Spell> spells = new ArrayList<>();
    for (Event event : events.latest(filter, EVENTS)) {
      String id = event.attributes().getOrDefault("id", "");
      if (AnomalyEvents.isEnd(event)) {
        ended.putIfAbsent(id, event);
      } else if (event.name().equals(AnomalyEvents.OPENED)) {
        Event end = ended.get(id);
        Instant to = open.contains(id) || end == null ? now : end.at();
        spells.add(new Spell(began(event), to, event.text()));
      }
    }
    return spells;
  }

  private static Instant began(Event event) {
    try {
      return Instant.parse(event.attributes().getOrDefault("since", ""));
    } catch (DateTimeException _) {
      return event.at();
    }
  }
}
