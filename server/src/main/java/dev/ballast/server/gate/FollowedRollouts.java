// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gate;

import dev.ballast.control.gate.FollowedRollout;
import dev.ballast.ledger.Documents;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.json.Json;
import java.util.Optional;

/**
 * The rollouts of others that are under way, in the ledger: a restart forgets neither a stage nor
 * what was left at the start. Used by one thread at a time.
 */
final class FollowedRollouts {

  private static final String KIND = "gate.rollout";
  private static final int MOST = 2_000;

  private final Documents documents;

  FollowedRollouts(Documents documents) {
    this.documents = documents;
  }

  /**
   * A rollout and the last answer that an event tells of.
   *
   * @param told a word
   */
  record Entry(FollowedRollout rollout, String told) {}

  /** The one of that canary, if it is of that revision. */
  Optional<Entry> find(String canary, String revision) {
    return documents
        .get(KIND, canary)
        .flatMap(document -> read(document.content()))
        .filter(entry -> entry.rollout().revision().equals(revision));
  }

  void keep(String canary, Entry entry) {
    long version = documents.get(KIND, canary).map(Documents.Document::version).orElse(0L);
    if (version == 0 && documents.list(KIND).size() >= MOST) {
      throw new ApiException(
          503,
          "too_many",
          "rollouts under way: %d (expected: fewer). Fix: add the post-rollout webhook, which ends one"
              .formatted(MOST));
    }
    if (documents.put(KIND, canary, Json.text(entry), version).isEmpty()) {
      throw new ApiException(503, "busy", canary + " was changed by somebody else; ask again.");
    }
  }

  void end(String canary) {
    documents
        .get(KIND, canary)
        .ifPresent(document -> documents.delete(KIND, canary, document.version()));
  }

  private static Optional<Entry> read(String text) {
    try {
      return Optional.of(Json.read(text, Entry.class));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // As if it were new: every stage lasts again.
    }
  }
}
