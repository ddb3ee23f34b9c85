// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.memory;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.Limits;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Documents in a map; versions go on growing over deletion. */
final class MemoryDocuments implements Documents {

  private final Map<String, SortedMap<String, Document>> kinds = new HashMap<>();
  private final Map<String, Long> versions = new HashMap<>();

  @Override
  public synchronized Optional<Document> get(String kind, String key) {
    return Optional.ofNullable(ofKind(kind).get(key));
  }

  @Override
  public synchronized SortedMap<String, Document> list(String kind) {
    return new TreeMap<>(ofKind(kind));
  }

  @Override
  public synchronized Optional<Document> put(
      String kind, String key, String content, long expectedVersion) {
    Limits.checkDocument(kind, key, content);
    if (!isAt(kind, key, expectedVersion)) {
      return Optional.empty();
    }
    long version = versions.merge(kind + '\0' + key, 1L, Long::sum);
    Document document = new Document(content, version);
    kinds.computeIfAbsent(kind, _ -> new TreeMap<>()).put(key, document);
    return Optional.of(document);
  }

  @Override
  public synchronized boolean delete(String kind, String key, long expectedVersion) {
    if (expectedVersion == 0 || !isAt(kind, key, expectedVersion)) {
      return false;
    }
    ofKind(kind).remove(key);
    return true;
  }

  private boolean isAt(String kind, String key, long expectedVersion) {
    Document document = ofKind(kind).get(key);
    return (document == null ? 0 : document.version()) == expectedVersion;
  }

  private SortedMap<String, Document> ofKind(String kind) {
    return kinds.getOrDefault(kind, new TreeMap<>());
  }
}
