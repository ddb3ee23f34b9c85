// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.control.healing.Episode;
import dev.ballast.control.healing.EpisodeBook;
import dev.ballast.ledger.Documents;
import dev.ballast.ledger.Documents.Document;
import dev.ballast.server.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Episodes in the ledger, one document each. A write that somebody else was faster with is no
 * write: then nothing follows. Called under the loop's monitor.
 */
final class EpisodeStore implements EpisodeBook {

  private static final Logger log = LoggerFactory.getLogger(EpisodeStore.class);
  private static final String KIND = "healing-episode";
  private static final int MOST = 500;

  private final Documents documents;
  private final BooleanSupplier ours;
  private final Map<String, Kept> kept = new LinkedHashMap<>();
  private List<Episode> all = List.of();
  private boolean durable = true;

  private record Kept(Episode episode, long version) {}

  /**
   * @param ours whether this server is the one that heals
   */
  EpisodeStore(Documents documents, BooleanSupplier ours) {
    this.documents = documents;
    this.ours = ours;
    reload();
  }

  /** Reads everything again: another server may have healed meanwhile. */
  void reload() {
    List<Kept> read = new ArrayList<>();
    documents.list(KIND).forEach((key, document) -> add(read, key, document));
    read.sort(Comparator.comparingInt(one -> number(one.episode().id())));
    kept.clear();
    read.forEach(one -> kept.put(one.episode().id(), one));
    publish();
  }

  private static void add(List<Kept> read, String key, Document document) {
    try {
      read.add(new Kept(Json.read(document.content(), Episode.class), document.version()));
    } catch (IllegalArgumentException e) {
      log.atError()
          .setCause(e)
          .addKeyValue("event", "healing.unreadable")
          .addKeyValue("episode", key)
          .log("an episode cannot be read");
    }
  }

  private static int number(String id) {
    return Integer.parseInt(id.substring(id.lastIndexOf('-') + 1));
  }

  private static String key(String id) {
    return String.format(Locale.ROOT, "%09d", number(id));
  }

  private void publish() {
    all = kept.values().stream().map(Kept::episode).toList();
  }

  @Override
  public List<Episode> all() {
    return all;
  }

  @Override
  public boolean keep(Episode episode) {
    Kept known = kept.get(episode.id());
    long version = known == null ? 0 : known.version();
    try {
      Optional<Document> written =
          ours.getAsBoolean()
              ? documents.put(KIND, key(episode.id()), Json.text(episode), version)
              : Optional.empty();
      written.ifPresent(d -> kept.put(episode.id(), new Kept(episode, d.version())));
      durable = written.isPresent();
      if (!durable) {
        reload();
      }
    } catch (RuntimeException e) {
      durable = false;
      log.atError()
          .setCause(e)
          .addKeyValue("event", "healing.unkept")
          .addKeyValue("episode", episode.id())
          .log("an episode was not kept, so nothing follows from it");
    }
    if (durable) {
      forget();
      publish();
    }
    return durable;
  }

  /** The oldest that have ended make room. */
  private void forget() {
    if (kept.size() <= MOST) {
      return;
    }
    kept.values().stream()
        .filter(one -> !one.episode().isOpen())
        .findFirst()
        .ifPresent(
            oldest -> {
              if (documents.delete(KIND, key(oldest.episode().id()), oldest.version())) {
                kept.remove(oldest.episode().id());
              }
            });
  }

  @Override
  public boolean isDurable() {
    return ours.getAsBoolean() && (durable || probe());
  }

  /** After a failure, whether it would take something again. */
  private boolean probe() {
    try {
      Document known = documents.get(KIND + "-probe", "probe").orElse(null);
      durable =
          documents
              .put(KIND + "-probe", "probe", "{}", known == null ? 0 : known.version())
              .isPresent();
    } catch (RuntimeException e) {
      durable = false;
    }
    return durable;
  }
}
