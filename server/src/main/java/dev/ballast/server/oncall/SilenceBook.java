// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.oncall;

import dev.ballast.control.oncall.Silence;
import dev.ballast.ledger.Documents;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Limits;
import dev.ballast.model.Event;
import dev.ballast.server.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The silences, kept in the ledger; those that are over are forgotten after five days. */
public final class SilenceBook {

  static final int MOST = 1000;

  private static final String KIND = "silence";
  private static final Duration REMEMBERED = Duration.ofDays(5);

  private final Documents documents;
  private final EventLog events;
  private final InstantSource clock;
  private final RandomGenerator random;

  public SilenceBook(
      Documents documents, EventLog events, InstantSource clock, RandomGenerator random) {
    this.documents = documents;
    this.events = events;
    this.clock = clock;
    this.random = random;
  }

  String newId() {
    return HexFormat.of().toHexDigits(random.nextLong());
  }

  /** All that are remembered: in force, then to come, then over; the newest first. */
  public List<Silence> all() {
    Instant now = clock.instant();
    return documents.list(KIND).values().stream()
        .map(document -> Json.read(document.content(), Silence.class))
        .filter(silence -> silence.endsAt().plus(REMEMBERED).isAfter(now))
        .sorted(
            Comparator.<Silence, Boolean>comparing(silence -> !silence.isActive(now))
                .thenComparing(Silence::startsAt, Comparator.reverseOrder())
                .thenComparing(Silence::id))
        .toList();
  }

  /** Those in force now. */
  public List<Silence> active() {
    Instant now = clock.instant();
    return all().stream().filter(silence -> silence.isActive(now)).toList();
  }

  /**
   * Keeps a new one.
   *
   * @return empty when there are too many already
   */
  Optional<Silence> add(Silence silence) {
    forget();
    if (documents.list(KIND).size() >= MOST
        || documents.put(KIND, silence.id(), Json.text(silence), 0).isEmpty()) {
      return Optional.empty();
    }
    note("silence.added", silence, silence.createdBy(), "until " + silence.endsAt());
    return Optional.of(silence);
  }

  /** Ends one now; it stays to be read. */
  Optional<Silence> expire(String id, String by) {
    Instant now = clock.instant();
    Optional<Documents.Document> found = documents.get(KIND, id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Silence silence = Json.read(found.get().content(), Silence.class);
    if (!silence.endsAt().isAfter(now)) {
      return Optional.of(silence);
    }
    Silence ended = silence.endedAt(now);
    documents.put(KIND, id, Json.text(ended), found.get().version());
    note("silence.expired", ended, by, "ended early");
    return Optional.of(ended);
  }

  private void forget() {
    Instant now = clock.instant();
    documents
        .list(KIND)
        .forEach(
            (id, document) -> {
              Silence silence = Json.read(document.content(), Silence.class);
              if (!silence.endsAt().plus(REMEMBERED).isAfter(now)) {
                documents.delete(KIND, id, document.version());
              }
            });
  }

  private void note(String name, Silence silence, String by, String what) {
    String text = silence.text() + ": " + what + ": " + silence.comment();
    events.append(
        new Event(
            0,
            clock.instant(),
            name,
            "silence/" + silence.id(),
            by,
            Limits.cut(text),
            Map.of(
                "matchers", Limits.cut(silence.text()),
                "starts_at", silence.startsAt().toString(),
                "ends_at", silence.endsAt().toString(),
                "comment", silence.comment())));
  }
}
