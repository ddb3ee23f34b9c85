// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.LedgerException;
import java.util.Optional;
import java.util.SortedMap;

/** Documents that refuse to be written while the disk is full. */
final class FullDisk implements Documents {

  private final Documents disk;
  private volatile boolean full;

  FullDisk(Documents disk) {
    this.disk = disk;
  }

  void full(boolean value) {
    full = value;
  }

  @Override
  public Optional<Document> get(String kind, String key) {
    return disk.get(kind, key);
  }

  @Override
  public SortedMap<String, Document> list(String kind) {
    return disk.list(kind);
  }

  @Override
  public Optional<Document> put(String kind, String key, String content, long expectedVersion) {
    if (full) {
      throw new LedgerException("ledger: No space left on device");
    }
    return disk.put(kind, key, content, expectedVersion);
  }

  @Override
  public boolean delete(String kind, String key, long expectedVersion) {
    return disk.delete(kind, key, expectedVersion);
  }
}
