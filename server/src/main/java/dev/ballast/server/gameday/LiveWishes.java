// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.Documents.Document;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.server.json.Json;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Plans that are live and that somebody wants, as they are written, by their digest. */
final class LiveWishes {

  private static final String KIND = "gameday-live";

  private final Documents documents;

  LiveWishes(Documents documents) {
    this.documents = documents;
  }

  /** A plan and the scale that it is to be held at. */
  record Wish(String yaml, double scale) {
    GameDay day() {
      return DayDocument.read("day.yaml", yaml).scaled(scale);
    }
  }

  void keep(String digest, Wish wish) {
    if (documents.get(KIND, digest).isEmpty()) {
      var _ = documents.put(KIND, digest, Json.text(wish), 0);
    }
  }

  Optional<Wish> find(String digest) {
    return documents.get(KIND, digest).map(LiveWishes::read);
  }

  SortedMap<String, Wish> all() {
    SortedMap<String, Wish> all = new TreeMap<>();
    documents.list(KIND).forEach((digest, document) -> all.put(digest, read(document)));
    return all;
  }

  void forget(String digest) {
    documents.get(KIND, digest).ifPresent(d -> documents.delete(KIND, digest, d.version()));
  }

  private static Wish read(Document document) {
    return Json.read(document.content(), Wish.class);
  }
}
