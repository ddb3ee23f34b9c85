// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.engine;

import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.engine.IncidentChange.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The book while a step is taken: drafts of what changes, and what is to be told of them. */
final class Desk {

  private record Told(Kind kind, String id, String text, String actor) {}

  private final IncidentBook book;
  final Instant now;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private final List<Told> told = new ArrayList<>();
  private long next;

  Desk(IncidentBook book, Instant now) {
    this.book = book;
    this.now = now;
    this.next = book.next();
  }

  /** All that are open, with what has been changed by now; the oldest first. */
  List<Draft> open() {
    Stream<Draft> kept =
        book.open().reversed().stream()
            .map(Incident::id)
            .filter(id -> !drafts.containsKey(id))
            .map(id -> draft(id).orElseThrow());
    List<Draft> all = new ArrayList<>(kept.toList());
    drafts.values().stream()
        .filter(draft -> !all.contains(draft) && draft.phase.isOpen())
        .forEach(all::add);
    all.sort(java.util.Comparator.comparingLong(draft -> IncidentBook.number(draft.id)));
    return all;
  }

  List<Draft> resolvedSince(Instant since) {
    return book.incidents().stream()
        .filter(incident -> incident.times().resolved() != null)
        .filter(incident -> !incident.endOr(now).isBefore(since))
        .map(incident -> draft(incident.id()).orElseThrow())
        .filter(draft -> !draft.phase.isOpen())
        .toList();
  }

  /** A draft of what is in the book, the same each time. */
  Optional<Draft> draft(String id) {
    Draft begun = drafts.get(id);
    if (begun != null) {
      return Optional.of(begun);
    }
    Optional<Draft> made = book.find(id).map(Draft::of);
    made.ifPresent(draft -> drafts.put(id, draft));
    return made;
  }

  Draft begin(Instant onset) {
    Draft draft = Draft.begin("INC-" + next++, onset, now);
    drafts.put(draft.id, draft);
    return draft;
  }

  void tell(Kind kind, Draft draft, String text) {
    tell(kind, draft, text, "ballast");
  }

  void tell(Kind kind, Draft draft, String text, String actor) {
    told.add(new Told(kind, draft.id, text, actor));
  }

  /** What has really changed goes into the book; what was only looked at does not. */
  Turn done() {
    Map<String, Incident> changed = new LinkedHashMap<>();
    drafts.forEach(
        (id, draft) -> {
          Optional<Incident> before = book.find(id);
          Incident same = draft.done(before.map(i -> i.times().updated()).orElse(now));
          if (before.isEmpty() || !before.get().equals(same)) {
            changed.put(id, draft.done(now));
          }
        });
    List<IncidentChange> changes = new ArrayList<>();
    for (Told one : told) {
      Incident incident = changed.getOrDefault(one.id(), book.find(one.id()).orElse(null));
      if (incident != null) {
        changes.add(new IncidentChange(one.kind(), incident, one.text(), one.actor()));
      }
    }
    return new Turn(changed.isEmpty() ? book : book.with(changed.values()), changes);
  }
}
