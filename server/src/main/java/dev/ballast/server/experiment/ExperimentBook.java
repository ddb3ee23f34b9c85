// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.experiment;

import dev.ballast.control.chaos.experiment.Trial;
import dev.ballast.control.chaos.experiment.Verdict;
import dev.ballast.ledger.Documents.Document;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.Ledger;
import dev.ballast.model.Event;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is remembered of experiments: events in the ledger, and until when none may begin. */
public final class ExperimentBook {

  static final String STARTED = "experiment.started";
  static final String FINISHED = "experiment.finished";
  static final String SKIPPED = "experiment.skipped";

  /** Runs that are looked at, the newest. */
  private static final int MOST = 2_000;

  private static final String KIND = "experiment-freeze";
  private static final String KEY = "until";

  private final Ledger ledger;
  private final InstantSource clock;

  public ExperimentBook(Ledger ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  void write(String event, String name, String by, String text, Map<String, String> attributes) {
    var _ =
        ledger
            .events()
            .append(
                new Event(0, clock.instant(), event, "experiment/" + name, by, text, attributes));
  }

  void started(String name, String service, String by) {
    write(STARTED, name, by, "the experiment " + name + " began", Map.of("service", service));
  }

  void finished(
      String name, String service, Verdict verdict, String reason, String by, Duration proof) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("service", service);
    attributes.put("verdict", verdict.word());
    attributes.put("reason", reason);
    attributes.put("proved_until", clock.instant().plus(proof).toString());
    write(FINISHED, name, by, name + ": " + verdict.word() + ": " + reason, attributes);
  }

  /** Those that ended, the newest first. */
  List<Trial> trials() {
    return ledger.events().latest(EventFilter.named(FINISHED), MOST).stream()
        .flatMap(event -> trial(event).stream())
        .toList();
  }

  private static Optional<Trial> trial(Event event) {
    Map<String, String> attributes = event.attributes();
    Optional<Verdict> verdict = verdict(attributes.getOrDefault("verdict", ""));
    try {
      Instant until = Instant.parse(attributes.getOrDefault("proved_until", event.at().toString()));
      return verdict.map(
          known ->
              new Trial(
                  event.subject().replaceFirst("^experiment/", ""),
                  attributes.getOrDefault("service", ""),
                  known,
                  attributes.getOrDefault("reason", ""),
                  event.actor(),
                  event.at(),
                  until));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  static Optional<Verdict> verdict(String word) {
    return Arrays.stream(Verdict.values()).filter(v -> v.word().equals(word)).findFirst();
  }

  /** Until when no scheduled run may begin; the past when nobody said so. */
  Instant frozenUntil() {
    return ledger
        .documents()
        .get(KIND, KEY)
        .map(document -> Instant.parse(document.content()))
        .orElse(Instant.EPOCH);
  }

  void freeze(Instant until, String by) {
    long version = ledger.documents().get(KIND, KEY).map(Document::version).orElse(0L);
    var written = ledger.documents().putLowering(KIND, KEY, until.toString(), version);
    if (written.isEmpty()) {
      throw new IllegalStateException("somebody else froze experiments just now");
    }
    write(
        "experiment.frozen",
        "all",
        by,
        "no scheduled experiment before " + until,
        Map.of("until", until.toString()));
  }
}
