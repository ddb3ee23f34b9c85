// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.control.healing.Stop;
import dev.ballast.ledger.Documents;
import dev.ballast.server.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Stops all healing: by the API, kept over restarts, or by a file, for when nothing else answers.
 * What cannot be read counts as stopped. Thread-safe.
 */
final class KillSwitch {

  static final String FILE = "STOP-HEALING";

  private static final String KIND = "healing";
  private static final String KEY = "stop";

  private final Documents documents;
  private final Path file;
  private volatile Stop thrown;

  KillSwitch(Documents documents, Path dataDir) {
    this.documents = documents;
    this.file = dataDir.resolve(FILE);
    this.thrown =
        documents.get(KIND, KEY).map(d -> Json.read(d.content(), Stop.class)).orElse(Stop.OFF);
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

  /** In force at once, and kept when that is possible. */
  void set(Stop stop) {
    thrown = stop;
    Optional<Documents.Document> known = documents.get(KIND, KEY);
    long version = known.map(Documents.Document::version).orElse(0L);
    if (stop.on()) {
      documents.putLowering(KIND, KEY, Json.text(stop), version);
    } else {
      documents.put(KIND, KEY, Json.text(stop), version);
    }
  }
}
