// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Changes to the blocks that are written together. */
final class Batch implements AutoCloseable {

  private final WriteBatch batch = new WriteBatch();
  private final ColumnFamilyHandle[] handles;

  Batch(ColumnFamilyHandle[] handles) {
    this.handles = handles;
  }

  Batch put(Family family, byte[] key, byte[] value) {
    try {
      batch.put(handles[family.ordinal()], key, value);
      return this;
    } catch (RocksDBException e) {
      throw Blocks.failure("write", e);
    }
  }

  Batch delete(Family family, byte[] key) {
    try {
      batch.delete(handles[family.ordinal()], key);
      return this;
    } catch (RocksDBException e) {
      throw Blocks.failure("write", e);
    }
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
