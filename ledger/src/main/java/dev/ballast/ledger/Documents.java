// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger;

import java.util.Optional;
import java.util.SortedMap;

/** Small named texts (JSON or YAML) with optimistic concurrency. */
public interface Documents {

  Optional<Document> get(String kind, String key);

  /** All of a kind by key. */
  SortedMap<String, Document> list(String kind);

  /**
   * Writes when the stored version is {@code expectedVersion} (0: must not exist yet).
   *
   * @return the new document, or empty when somebody else was faster
   */
  Optional<Document> put(String kind, String key, String content, long expectedVersion);

  /**
   * Like {@link #put}, for a change that only lowers risk: it waits for no other region, which is
   * told later.
   */
  default Optional<Document> putLowering(
      String kind, String key, String content, long expectedVersion) {
    return put(kind, key, content, expectedVersion);
  }

  /** Deletes when the stored version is the expected one; false otherwise. */
  boolean delete(String kind, String key, long expectedVersion);

  /** A text and its version, from 1. */
  record Document(String content, long version) {}
}
