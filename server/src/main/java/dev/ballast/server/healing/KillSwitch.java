// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.control.healing.Stop;
import dev.ballast.ledger.Documents;
import dev.ballast.ledger.LedgerException;
import dev.ballast.server.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Stops all healing: by the API of any server of the control plane, kept over restarts, or by a
 * file, for when nothing else answers. What cannot be read at the start is an error. Thread-safe;
 * its monitor guards the version, and what is thrown is in force before anything is waited for.
 */
final class KillSwitch {

  static final String FILE = "STOP-HEALING";

  private static final String KIND = "healing";
  private static final String KEY = "stop";

  private final Documents documents;
  private final Path file;
  private volatile Stop thrown = Stop.OFF;
  private long version;

  KillSwitch(Documents documents, Path dataDir) {
    this.documents = documents;
    this.file = dataDir.resolve(FILE);
    adopt(documents.get(KIND, KEY));
  }

  /** How it stands now. */
  Stop now() {
    if (thrown.on()) {
      return thrown;
    }
    return Files.exists(file)
        ? new Stop(true, "the file " + FILE, "it is in the data folder; remove it to go on")
        : Stop.OFF;
  }

  /** Hears of what another server was told; while the ledger is silent, what is known holds. */
  synchronized void refresh() {
    try {
      Optional<Documents.Document> known = documents.get(KIND, KEY);
      if (known.map(Documents.Document::version).orElse(0L) != version) {
        adopt(known);
      }
    } catch (LedgerException e) {
      // Asked again in a moment.
    }
  }

  private synchronized void adopt(Optional<Documents.Document> known) {
    thrown = known.map(d -> Json.read(d.content(), Stop.class)).orElse(Stop.OFF);
    version = known.map(Documents.Document::version).orElse(0L);
  }

  /** In force at once, and kept when that is possible. */
  void set(Stop stop) {
    thrown = stop;
    synchronized (this) {
      long before = documents.get(KIND, KEY).map(Documents.Document::version).orElse(0L);
      if (stop.on()) {
        documents.putLowering(KIND, KEY, Json.text(stop), before);
      } else {
        documents.put(KIND, KEY, Json.text(stop), before);
      }
      version = documents.get(KIND, KEY).map(Documents.Document::version).orElse(0L);
      thrown = stop;
    }
  }
}
