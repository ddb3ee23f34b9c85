// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.telemetry.ingest.StoreFullException;
import dev.ballast.telemetry.store.log.CommitLog;
import dev.ballast.telemetry.store.log.LogFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The way of all data into the store: admitted while the disk has room, logged, acknowledged when
 * the log is on the disk. The gate keeps a checkpoint from starting between the logging of data and
 * its arrival in memory or RocksDB.
 */
final class Journal {

  private final Path directory;
  private final StoreOptions options;
  private final CommitLog log;
  private final ReadWriteLock gate = new ReentrantReadWriteLock();
  private Runnable repair = () -> {};

  Journal(Path directory, StoreOptions options, CommitLog log) {
    this.directory = directory;
    this.options = options;
    this.log = log;
  }

  /** What makes a failed log whole again; throws when it cannot. */
  void repairWith(Runnable action) {
    repair = action;
  }

  /**
   * Checks that new data can be taken.
   *
   * @throws StoreFullException when the disk has too little room
   */
  void admit() {
    long free = free();
    if (free < options.minFreeBytes()) {
      throw full(free);
    }
    if (log.failed()) {
      try {
        repair.run();
      } catch (StoreException e) {
        throw isFull(e) ? full(free) : e;
      }
    }
  }

  /** Held by whoever writes a frame until its content is where a checkpoint finds it. */
  Lock gate() {
    return gate.readLock();
  }

  /** Keeps all writers out. */
  Lock barrier() {
    return gate.writeLock();
  }

  /** Logs a frame; returns the position to wait for. */
  long write(Wire frame) {
    try {
      return log.append(frame.bytes(), frame.size());
    } catch (LogFailure e) {
      throw failure(e);
    }
  }

  long position() {
    return log.position();
  }

  /** Returns when all up to the position is on the disk. */
  void await(long position) {
    try {
      log.awaitDurable(position);
    } catch (LogFailure e) {
      throw failure(e);
    }
  }

  CommitLog log() {
    return log;
  }

  RuntimeException failure(LogFailure e) {
    long free = free();
    if (free < options.minFreeBytes() || isFull(e)) {
      return full(free);
    }
    return new StoreException(directory + ": " + e.getMessage(), e);
  }

  /** Why new data is refused now, with the way out; empty when it is taken. */
  String refusal() {
    long free = free();
    return free < options.minFreeBytes() ? String.valueOf(full(free).getMessage()) : "";
  }

  /** Whether so many bytes more fit on the disk now, floor or not. */
  boolean hasRoomFor(long bytes) {
    return free() >= bytes;
  }

  private static boolean isFull(RuntimeException e) {
    return String.valueOf(e.getMessage()).contains("No space");
  }

  private long free() {
    try {
      return options.freeSpace().bytes(directory);
    } catch (IOException e) {
      // Unknown is not full: if the disk is gone, the log says so.
      return Long.MAX_VALUE;
    }
  }

  private StoreFullException full(long free) {
    return new StoreFullException(
        ("%s: %s free (expected: at least %s, %s). New data is refused until there is room: free"
                + " some space, keep data for less long (%s) or lower the floor.")
            .formatted(
                directory,
                size(free),
                size(options.minFreeBytes()),
                StoreOptions.MIN_FREE_FLAG,
                StoreOptions.RETENTION_FLAG));
  }

  private static String size(long bytes) {
    if (bytes < 1L << 20) {
      return bytes + " B";
    }
    return bytes >= 1L << 30
        ? String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30))
        : String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1L << 20));
  }
}
