// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.embedded;

import dev.ballast.ledger.embedded.Store.Writes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Writes of virtual threads, with one sync for all that wait. A virtual thread that syncs by itself
 * holds one of the few threads that carry all others, until the disk answers: two of them on a
 * machine with two cores stop everything else, and no more than two share a sync.
 */
final class SharedSync implements AutoCloseable {

  private static final int MOST_AT_ONCE = 256;

  private final RocksDB db;
  private final WriteOptions sync;
  private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
  private final Thread writer;

  /** Somebody who waits until it is on the disk. */
  private record Waiting(Writes writes, CompletableFuture<Void> done) {}

  SharedSync(RocksDB db, WriteOptions sync) {
    this.db = db;
    this.sync = sync;
    this.writer = Thread.ofPlatform().daemon().name("ledger-sync").start(this::run);
  }

  /** Returns when it is on the disk. */
  void write(Writes writes) throws RocksDBException {
    Waiting one = new Waiting(writes, new CompletableFuture<>());
    waiting.add(one);
    try {
      one.done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RocksDBException failed) {
        throw failed;
      }
      throw e;
    }
  }

  private void run() {
    List<Waiting> together = new ArrayList<>();
    try {
      while (true) {
        together.add(waiting.take());
        waiting.drainTo(together, MOST_AT_ONCE - 1);
        write(together);
        together.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Closed, when nobody waits any more.
    }
  }

  private void write(List<Waiting> together) {
    List<Waiting> filled = new ArrayList<>(together.size());
    try (WriteBatch batch = new WriteBatch()) {
      for (Waiting one : together) {
        batch.setSavePoint();
        try {
          one.writes.into(batch);
          filled.add(one);
        } catch (RocksDBException | RuntimeException e) {
          batch.rollbackToSavePoint(); // Theirs alone.
          one.done.completeExceptionally(e);
        }
      }
      db.write(sync, batch);
      filled.forEach(one -> one.done.complete(null));
    } catch (Throwable e) { // Anything at all, or whoever writes later would wait for ever.
      together.forEach(one -> one.done.completeExceptionally(e));
    }
  }

  /** To be called when nobody waits. */
  @Override
  public void close() {
    writer.interrupt();
    boolean interrupted = false;
    while (true) {
      try {
        writer.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
