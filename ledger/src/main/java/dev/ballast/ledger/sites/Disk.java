// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.merge.Encoding;
import dev.ballast.ledger.sites.SharedStates.Entry;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** States as documents of this site's own ledger: the number of changes, then the bytes. */
final class Disk {

  private final Documents documents;
  private final Map<String, Long> versions = new ConcurrentHashMap<>();

  Disk(Documents documents) {
    this.documents = documents;
  }

  Map<String, Entry> all() {
    Map<String, Entry> all = new TreeMap<>();
    documents
        .list(SharedStates.KIND)
        .forEach(
            (key, document) -> {
              all.put(key, read(key, document.content()));
              versions.put(key, document.version());
            });
    return all;
  }

  private static Entry read(String key, String content) {
    try {
      int space = content.indexOf(' ');
      byte[] bytes = Base64.getDecoder().decode(content.substring(space + 1));
      long version = Long.parseLong(content.substring(0, space));
      return new Entry(Encoding.decode(bytes), bytes, version);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new LedgerException(
          "ledger: shared state %s on the disk cannot be read: %s. Fix: start the version that"
                  .formatted(key, e.getMessage())
              + " wrote it",
          e);
    }
  }

  void write(String key, Entry entry) {
    String content = entry.version() + " " + Base64.getEncoder().encodeToString(entry.bytes());
    Documents.Document written =
        documents
            .put(SharedStates.KIND, key, content, versions.getOrDefault(key, 0L))
            .orElseThrow(() -> new LedgerException("ledger: somebody else writes " + key));
    versions.put(key, written.version());
  }
}
