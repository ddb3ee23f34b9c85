// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.faults;

import dev.ballast.ledger.Documents;
import java.util.Optional;

/** The lever that stops all faults; kept, so that a restart does not release it. */
final class Stopped {

  private static final String KIND = "faults";
  private static final String KEY = "stopped";
  private static final int TRIES = 5;

  private final Documents documents;
  private volatile String why;

  Stopped(Documents documents) {
    this.documents = documents;
    this.why = documents.get(KIND, KEY).map(Documents.Document::content).orElse("");
  }

  String why() {
    return why;
  }

  /** In force at once, whatever becomes of the document. */
  void set(String reason) {
    why = reason;
    for (int i = 0; i < TRIES; i++) {
      Optional<Documents.Document> now = documents.get(KIND, KEY);
      long version = now.map(Documents.Document::version).orElse(0L);
      if (documents.putLowering(KIND, KEY, reason, version).isPresent()) {
        return;
      }
    }
  }
}
