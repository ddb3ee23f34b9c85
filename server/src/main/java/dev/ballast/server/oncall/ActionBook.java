// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.oncall;

import dev.ballast.control.oncall.ActionItem;
import dev.ballast.ledger.Documents;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Limits;
import dev.ballast.model.Event;
import dev.ballast.server.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is left to do after incidents, kept in the ledger. Thread-safe: its lock guards numbers. */
public final class ActionBook {

  static final int MOST = 5000;

  private static final String KIND = "action-item";
  private static final Duration FRESH = Duration.ofSeconds(3);

  private final Documents documents;
  private final EventLog events;
  private final InstantSource clock;
  private volatile Read read = new Read(Instant.MIN, List.of());

  /** Pages that are open ask for them at each judgement, so they are not read each time. */
  private record Read(Instant at, List<ActionItem> items) {}

  public ActionBook(Documents documents, EventLog events, InstantSource clock) {
    this.documents = documents;
    this.events = events;
    this.clock = clock;
  }

  /** All of them: open first, by the day that they are due, those without one last. */
  public List<ActionItem> all() {
    Instant now = clock.instant();
    Read last = read;
    if (now.isBefore(last.at()) || !now.isBefore(last.at().plus(FRESH))) {
      last = new Read(now, load());
      read = last;
    }
    return last.items();
  }

  private List<ActionItem> load() {
    return documents.list(KIND).values().stream()
        .map(document -> Json.read(document.content(), ActionItem.class))
        .sorted(
            Comparator.<ActionItem, Boolean>comparing(item -> !item.isOpen())
                .thenComparing(
                    ActionItem::due, Comparator.nullsLast(Comparator.<LocalDate>naturalOrder()))
                .thenComparingInt(ActionItem::id))
        .toList();
  }

  /**
   * Keeps a new one under the next number.
   *
   * @return empty when there are too many already
   */
  synchronized Optional<ActionItem> add(
      String title, String owner, @Nullable LocalDate due, String incident, String by) {
    List<ActionItem> known = load();
    if (known.size() >= MOST) {
      return Optional.empty();
    }
    int id = known.stream().mapToInt(ActionItem::id).max().orElse(0) + 1;
    ActionItem item =
        new ActionItem(id, title, owner, due, incident, clock.instant(), by, null, "", "");
    documents.put(KIND, key(id), Json.text(item), 0);
    read = new Read(Instant.MIN, List.of());
    note("action.added", item, by, title + " (" + owner + (due == null ? "" : ", by " + due) + ")");
    return Optional.of(item);
  }

  /** Says that one is done; who said so first stays. */
  public synchronized Optional<ActionItem> done(int id, String by, String how) {
    Optional<Documents.Document> found = documents.get(KIND, key(id));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ActionItem item = Json.read(found.get().content(), ActionItem.class);
    if (!item.isOpen()) {
      return Optional.of(item);
    }
    ActionItem done = item.done(clock.instant(), by, how);
    documents.put(KIND, key(id), Json.text(done), found.get().version());
    read = new Read(Instant.MIN, List.of());
    note("action.done", done, by, item.title() + (how.isEmpty() ? "" : ": " + how));
    return Optional.of(done);
  }

  private static String key(int id) {
    return String.format(Locale.ROOT, "%06d", id);
  }

  private void note(String name, ActionItem item, String by, String text) {
    events.append(
        new Event(
            0,
            clock.instant(),
            name,
            "action/" + item.id(),
            by,
            Limits.cut(text),
            Map.of(
                "action", Integer.toString(item.id()),
                "title", item.title(),
                "owner", item.owner(),
                "incident", item.incident(),
                "due", item.due() == null ? "" : item.due().toString(),
                "note", item.note())));
  }
}
