// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.Documents.Document;
import dev.ballast.ledger.LedgerException;
import dev.ballast.model.rollout.ObjectName;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.server.json.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps rollouts in the ledger. What a judge has seen is a document of its own, since it grows and
 * changes less often. Calls about one rollout come from one thread at a time.
 */
final class RolloutStore {

  static final String KIND = "rollout";
  static final String SEEN = "rollout-seen";

  /** What is kept has a limit: then the newest. */
  private static final int ROWS = 9_000;

  private static final Logger log = LoggerFactory.getLogger(RolloutStore.class);

  private final Documents documents;
  private final InstantSource clock;
  private final Map<String, Instant> alive = new ConcurrentHashMap<>();
  private final Map<String, Long> versions = new ConcurrentHashMap<>();
  private final Map<String, Integer> rows = new ConcurrentHashMap<>();

  RolloutStore(Documents documents, InstantSource clock) {
    this.documents = documents;
    this.clock = clock;
  }

  /** When a rollout that was kept was last written before this start. */
  Optional<Instant> lastAlive(ObjectName name) {
    return Optional.ofNullable(alive.get(name.toString()));
  }

  /** All that are kept; one that cannot be read is left where it is, and said to be. */
  List<Rollout> all(QueryChecker queries) {
    List<Rollout> all = new ArrayList<>();
    documents
        .list(KIND)
        .forEach(
            (key, document) -> {
              try {
                RolloutDocument kept = Json.read(document.content(), RolloutDocument.class);
                Application application = Application.read(key, kept.text(), queries);
                versions.put(key(KIND, application.name()), document.version());
                Rollout rollout = kept.rollout(application);
                all.add(withSeen(rollout));
                if (kept.savedAt() != null) {
                  alive.put(application.name().toString(), kept.savedAt());
                }
              } catch (IllegalArgumentException | Application.Refused e) {
                log.atError()
                    .setCause(e)
                    .addKeyValue("event", "rollout.unreadable")
                    .addKeyValue("rollout", key)
                    .log("a rollout that was kept cannot be read; apply it again");
              }
            });
    return all;
  }

  private Rollout withSeen(Rollout rollout) {
    return documents
        .get(SEEN, rollout.name().toString())
        .map(
            kept -> {
              versions.put(key(SEEN, rollout.name()), kept.version());
              var seen = Json.read(kept.content(), SeenDocument.class).intervals();
              return rollout.heard().map(heard -> rollout.hearing(heard, seen)).orElse(rollout);
            })
        .orElse(rollout);
  }

  /**
   * Durable when it returns.
   *
   * @throws LedgerException when it is not
   */
  void save(Rollout rollout) {
    save(rollout, documents::put);
  }

  /** The same for a step that lowers risk, which waits for no other region. */
  void saveLowering(Rollout rollout) {
    save(rollout, documents::putLowering);
  }

  private void save(Rollout rollout, Writing writing) {
    int size = rollout.seen().size();
    if (isDue(size, rows.getOrDefault(rollout.name().toString(), -1))) {
      var newest = rollout.seen().subList(Math.max(0, size - ROWS), size);
      put(SEEN, rollout.name(), Json.text(SeenDocument.of(newest)), writing);
      rows.put(rollout.name().toString(), size);
    }
    put(KIND, rollout.name(), Json.text(RolloutDocument.of(rollout, clock.instant())), writing);
  }

  /** The longer it is the less often it is written: what is missing after a crash is seen again. */
  private static boolean isDue(int size, int saved) {
    return size < saved || size - saved > size / 50;
  }

  void delete(ObjectName name) {
    for (String kind : List.of(SEEN, KIND)) {
      documents
          .get(kind, name.toString())
          .ifPresent(kept -> documents.delete(kind, name.toString(), kept.version()));
      versions.remove(key(kind, name));
    }
    rows.remove(name.toString());
  }

  /** One of the ways to write a document. */
  private interface Writing {
    Optional<Document> put(String kind, String key, String content, long expectedVersion);
  }

  private void put(String kind, ObjectName name, String content, Writing writing) {
    Document put =
        writing
            .put(kind, name.toString(), content, versions.getOrDefault(key(kind, name), 0L))
            .orElseThrow(() -> new LedgerException("somebody else writes the rollout " + name));
    versions.put(key(kind, name), put.version());
  }

  private static String key(String kind, ObjectName name) {
    return kind + " " + name;
  }
}
