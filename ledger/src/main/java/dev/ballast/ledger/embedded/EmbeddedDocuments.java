// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.embedded;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.Limits;
import dev.ballast.ledger.embedded.Store.Part;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Documents under {@code kind NUL key}. A deleted one leaves its version behind, so that a writer
 * with an old version can never hit a later document of the same name.
 */
final class EmbeddedDocuments implements Documents {

  private final Store store;

  /**
   * Versions are compared per document, so only writers of one wait for each other; the disk syncs
   * for all that write at once.
   */
  private final ReentrantLock[] writing = new ReentrantLock[64];

  EmbeddedDocuments(Store store) {
    this.store = store;
    Arrays.setAll(writing, _ -> new ReentrantLock());
  }

  @Override
  public Optional<Document> get(String kind, String key) {
    return Optional.ofNullable(stored(kind, key)).flatMap(Stored::document);
  }

  @Override
  public SortedMap<String, Document> list(String kind) {
    SortedMap<String, Document> found = new TreeMap<>();
    String prefix = kind + '\0';
    store.ascend(
        Part.DOCUMENTS,
        Bytes.ofText(prefix),
        (key, value) -> {
          String name = Bytes.toText(key);
          if (!name.startsWith(prefix)) {
            return false;
          }
          Json.read(value, Stored.class)
              .document()
              .ifPresent(document -> found.put(name.substring(prefix.length()), document));
          return true;
        });
    return Collections.unmodifiableSortedMap(found);
  }

  @Override
  public Optional<Document> put(String kind, String key, String content, long expectedVersion) {
    Limits.checkDocument(kind, key, content);
    ReentrantLock lock = writing(kind, key);
    lock.lock();
    try {
      Stored old = stored(kind, key);
      if (versionOf(old) != expectedVersion) {
        return Optional.empty();
      }
      long version = old == null ? 1 : old.version() + 1;
      store.put(Part.DOCUMENTS, name(kind, key), Json.write(new Stored(version, true, content)));
      return Optional.of(new Document(content, version));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean delete(String kind, String key, long expectedVersion) {
    ReentrantLock lock = writing(kind, key);
    lock.lock();
    try {
      Stored old = stored(kind, key);
      if (old == null || !old.exists() || old.version() != expectedVersion) {
        return false;
      }
      Stored gone = new Stored(old.version(), false, "");
      store.put(Part.DOCUMENTS, name(kind, key), Json.write(gone));
      return true;
    } finally {
      lock.unlock();
    }
  }

  private ReentrantLock writing(String kind, String key) {
    return writing[Math.floorMod(31 * kind.hashCode() + key.hashCode(), writing.length)];
  }

  private @Nullable Stored stored(String kind, String key) {
    byte[] json = store.get(Part.DOCUMENTS, name(kind, key));
    return json == null ? null : Json.read(json, Stored.class);
  }

  private static long versionOf(@Nullable Stored stored) {
    return stored == null || !stored.exists() ? 0 : stored.version();
  }

  private static byte[] name(String kind, String key) {
    return Bytes.ofText(kind + '\0' + key);
  }

  /** As it lies in the store. */
  record Stored(long version, boolean exists, String content) {

    Optional<Document> document() {
      return exists ? Optional.of(new Document(content, version)) : Optional.empty();
    }
  }
}
