// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import java.util.Map;
import java.util.Objects;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Changes to the blocks that are written together. */
final class Batch implements AutoCloseable {

  private final WriteBatch batch = new WriteBatch();
  private final Map<Family, ColumnFamilyHandle> handles;

  Batch(Map<Family, ColumnFamilyHandle> handles) {
    this.handles = handles;
  }

  Batch put(Family family, byte[] key, byte[] value) {
    try {
      batch.put(handle(family), key, value);
      return this;
    } catch (RocksDBException e) {
      throw Blocks.failure("write", e);
    }
  }

  Batch delete(Family family, byte[] key) {
    try {
      batch.delete(handle(family), key);
      return this;
    } catch (RocksDBException e) {
      throw Blocks.failure("write", e);
    }
  }

  private ColumnFamilyHandle handle(Family family) {
    return Objects.requireNonNull(handles.get(family));
  }

  WriteBatch changes() {
    return batch;
  }

  boolean isEmpty() {
    return batch.count() == 0;
  }

  @Override
  public void close() {
    batch.close();
  }
}
