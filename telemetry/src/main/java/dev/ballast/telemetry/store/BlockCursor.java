// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Jumps from key to key; reports damage but does not look for the way around. Not thread-safe. */
final class BlockCursor implements AutoCloseable {

  private final Supplier<RocksIterator> iterators;
  private final Consumer<RocksDBException> report;
  private RocksIterator iterator;
  private boolean damaged;

  BlockCursor(Supplier<RocksIterator> iterators, Consumer<RocksDBException> report) {
    this.iterators = iterators;
    this.report = report;
    this.iterator = iterators.get();
  }

  /** Moves to the least key that is not less; returns whether there is one. */
  boolean seek(byte[] key) {
    iterator.seek(key);
    return valid();
  }

  /** Moves to the greatest key that is not greater; returns whether there is one. */
  boolean seekBack(byte[] key) {
    iterator.seekForPrev(key);
    return valid();
  }

  boolean next() {
    iterator.next();
    return valid();
  }

  /** Whether the last move failed because of damage, rather than for want of keys. */
  boolean damaged() {
    return damaged;
  }

  byte[] key() {
    return iterator.key();
  }

  byte[] value() {
    return iterator.value();
  }

  @Override
  public void close() {
    iterator.close();
  }

  private boolean valid() {
    damaged = false;
    if (iterator.isValid()) {
      return true;
    }
    try {
      iterator.status();
    } catch (RocksDBException e) {
      report.accept(e);
      damaged = true;
      // One that failed does not always recover.
      iterator.close();
      iterator = iterators.get();
    }
    return false;
  }
}
