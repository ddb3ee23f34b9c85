// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.scorecard;

import dev.ballast.control.incident.Incidents;
import dev.ballast.control.incident.scorecard.AlarmHistory;
import dev.ballast.control.incident.scorecard.OwnRecord;
import dev.ballast.control.predict.AnomalyEvents;
import dev.ballast.ledger.Documents;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.Limits;
import dev.ballast.model.Event;
import dev.ballast.server.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How good the diagnosis is. What was measured on labelled cases is kept in the ledger, the newest
 * {@value #MOST}; what it did here is worked out from the incidents each time. Thread-safe: its
 * lock guards what is written.
 */
public final class ScorecardBook {

  static final int MOST = 50;

  private static final String KIND = "scorecard";
  private static final Duration LOOK_BACK = Duration.ofDays(30);
  private static final int MOST_ALARMS = 5000;

  private final Documents documents;
  private final Ledger ledger;
  private final Incidents incidents;
  private final InstantSource clock;

  public ScorecardBook(Ledger ledger, Incidents incidents, InstantSource clock) {
    this.documents = ledger.documents();
    this.ledger = ledger;
    this.incidents = incidents;
    this.clock = clock;
  }

  /** A system as it was measured last. */
  public record Latest(String system, EvalRun run, EvalRun.SystemScore score) {}

  /**
   * Keeps what was measured.
   *
   * @throws IllegalArgumentException when the document is none; it says all that is wrong
   */
  synchronized EvalRun keep(String document, String by) {
    Instant now = clock.instant();
    EvalRun run = EvalReader.read(document, now, by);
    SortedMap<String, Documents.Document> kept = documents.list(KIND);
    String next = next(kept, now);
    if (documents.put(KIND, next, Json.text(run), 0).isEmpty()) {
      throw new LedgerException("somebody else writes " + KIND);
    }
    List<String> old = List.copyOf(kept.headMap(next).keySet());
    for (String key : old.subList(0, Math.max(0, old.size() - MOST + 1))) {
      Documents.Document past = kept.get(key);
      if (past != null) {
        documents.delete(KIND, key, past.version());
      }
    }
    ledger
        .events()
        .append(
            new Event(
                0,
                now,
                "scorecard.kept",
                "scorecard/" + next,
                by,
                Limits.cut(
                    "the diagnosis was measured on %s at commit %s"
                        .formatted(String.join(", ", run.systems().keySet()), run.commit()),
                    600),
                Map.of("commit", run.commit(), "data", run.data())));
    return run;
  }

  /** Keys are as old as they sort, also where a clock stands still or goes back. */
  private static String next(SortedMap<String, Documents.Document> kept, Instant now) {
    long last = kept.isEmpty() ? 0 : Long.parseLong(kept.lastKey());
    return key(Math.max(now.toEpochMilli(), last + 1));
  }

  private static String key(long at) {
    return String.format(Locale.ROOT, "%015d", at);
  }

  /** What was kept, the newest first. */
  public List<EvalRun> runs() {
    return new ArrayList<>(documents.list(KIND).values())
        .reversed().stream().map(document -> Json.read(document.content(), EvalRun.class)).toList();
  }

  /** Each system's newest score, of the onset as it was. */
  public static List<Latest> latest(List<EvalRun> newestFirst) {
    SortedMap<String, Latest> systems = new TreeMap<>();
    for (EvalRun run : newestFirst) {
      if (run.onsetLateSeconds() == 0) {
        run.systems()
            .forEach((name, score) -> systems.putIfAbsent(name, new Latest(name, run, score)));
      }
    }
    return List.copyOf(systems.values());
  }

  /** One's own incidents. */
  public OwnRecord own() {
    return OwnRecord.of(incidents.all());
  }

  /** What detectors of series have told within 30 days. */
  public AlarmHistory alarms() {
    Instant now = clock.instant();
    EventFilter opened =
        new EventFilter(AnomalyEvents.OPENED, "", now.minus(LOOK_BACK), Instant.MAX);
    return AlarmHistory.of(ledger.events().latest(opened, MOST_ALARMS), incidents.all());
  }
}
