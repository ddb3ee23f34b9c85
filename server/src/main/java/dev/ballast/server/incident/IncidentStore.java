// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.IncidentEvents;
import dev.ballast.control.incident.engine.IncidentBook;
import dev.ballast.ledger.Documents;
import dev.ballast.ledger.Documents.Document;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.Limits;
import dev.ballast.model.Event;
import dev.ballast.server.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps incidents in the ledger. What is to be told is part of the document that is written first,
 * so that a process that is killed between the two tells it when it is back, and nothing is told
 * twice. One thread at a time.
 */
final class IncidentStore {

  private static final String KIND = "incident";
  private static final int LOOK_BACK = 50;
  private static final Logger log = LoggerFactory.getLogger(IncidentStore.class);

  private final Documents documents;
  private final EventLog events;
  private final Map<String, Long> versions = new HashMap<>();
  private final Map<String, Long> steps = new HashMap<>();

  /** Numbered and stored, and perhaps not in the log. */
  private final Map<String, List<Event>> telling = new HashMap<>();

  /**
   * What is kept of one.
   *
   * @param step how often something of it has been told
   * @param untold events that are perhaps not in the log
   */
  record IncidentDocument(Incident incident, long step, List<Event> untold) {
    IncidentDocument {
      untold = List.copyOf(untold);
    }
  }

  IncidentStore(Ledger ledger) {
    this.documents = ledger.documents();
    this.events = ledger.events();
  }

  /** All that are kept, and what was not told yet is. One that cannot be read is left alone. */
  IncidentBook load() {
    List<Incident> kept = new ArrayList<>();
    Map<String, Document> stored = documents.list(KIND);
    stored.forEach(
        (id, document) -> {
          try {
            IncidentDocument read = Json.read(document.content(), IncidentDocument.class);
            versions.put(id, document.version());
            steps.put(id, read.step());
            kept.add(read.incident());
            tellMissing(id, read.untold());
          } catch (IllegalArgumentException e) {
            log.atError()
                .setCause(e)
                .addKeyValue("event", "incident.unreadable")
                .addKeyValue("incident", id)
                .log("an incident that was kept cannot be read");
          }
        });
    // A number that one has that cannot be read is taken all the same.
    IncidentBook book = IncidentBook.of(kept);
    long newest = stored.keySet().stream().mapToLong(IncidentBook::number).max().orElse(0);
    return new IncidentBook(book.incidents(), Math.max(book.next(), newest + 1));
  }

  private void tellMissing(String id, List<Event> untold) {
    if (untold.isEmpty()) {
      return;
    }
    Set<String> told =
        events
            .latest(EventFilter.named(IncidentEvents.PREFIX).about(subject(id)), LOOK_BACK)
            .stream()
            .map(event -> event.attributes().getOrDefault("step", ""))
            .collect(Collectors.toSet());
    untold.stream()
        .filter(event -> !told.contains(event.attributes().getOrDefault("step", "")))
        .forEach(events::append);
  }

  /**
   * Durable when it returns, and everything told.
   *
   * @throws LedgerException when it is not; to be tried again with the same, and what came since
   */
  void save(Incident incident, List<Event> toTell) {
    List<Event> begun = telling.getOrDefault(incident.id(), List.of());
    tellMissing(incident.id(), begun);
    List<Event> numbered = numbered(incident.id(), toTell.stream().skip(begun.size()).toList());
    long step = steps.getOrDefault(incident.id(), 0L) + numbered.size();
    String content = Json.text(new IncidentDocument(incident, step, numbered));
    Limits.checkDocument(KIND, incident.id(), content);
    Document put =
        documents
            .put(KIND, incident.id(), content, versions.getOrDefault(incident.id(), 0L))
            .orElseThrow(
                () -> new LedgerException("somebody else writes the incident " + incident.id()));
    versions.put(incident.id(), put.version());
    steps.put(incident.id(), step);
    List<Event> all = Stream.concat(begun.stream(), numbered.stream()).toList();
    telling.put(incident.id(), all);
    numbered.forEach(events::append);
    telling.remove(incident.id());
  }

  private List<Event> numbered(String id, List<Event> toTell) {
    long step = steps.getOrDefault(id, 0L);
    List<Event> numbered = new ArrayList<>();
    for (Event event : toTell) {
      Map<String, String> attributes = new TreeMap<>(event.attributes());
      attributes.put("step", Long.toString(++step));
      numbered.add(
          new Event(
              0,
              event.at(),
              event.name(),
              event.subject(),
              event.actor(),
              event.text(),
              attributes));
    }
    return numbered;
  }

  /** Lets go of those that are not in the book any more. */
  void prune(IncidentBook book) {
    Set<String> known = book.incidents().stream().map(Incident::id).collect(Collectors.toSet());
    for (String id : List.copyOf(versions.keySet())) {
      if (!known.contains(id)) {
        documents.delete(KIND, id, versions.getOrDefault(id, 0L));
        versions.remove(id);
        steps.remove(id);
        telling.remove(id);
      }
    }
  }

  static String subject(String id) {
    return "incident/" + id;
  }
}
