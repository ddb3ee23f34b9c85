// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.telemetry.store.Damage.Kind;
import java.io.IOException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the store: checkpoints (after which the log before them is not needed), memory,
 * retention, and the repair of a log whose disk was full.
 */
final class Keeper {

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  /** A checkpoint writes every open chunk: with many series, wait for more log. */
  private static final long LOG_BYTES_PER_SERIES = 512;

  private final StoreOptions options;
  private final Journal journal;
  private final MetricHead head;
  private final SeriesCatalog catalog;
  private final SpanStore spans;
  private final LogStore logs;
  private final Blocks blocks;
  private final DamageBook damage;
  private final ReentrantLock working = new ReentrantLock();

  /** Bytes of log from before this run; written under working. */
  private volatile long inherited;

  private long knownErrors;

  Keeper(
      StoreOptions options,
      Journal journal,
      MetricHead head,
      SeriesCatalog catalog,
      SpanStore spans,
      LogStore logs,
      Blocks blocks,
      DamageBook damage,
      long inherited) {
    this.options = options;
    this.journal = journal;
    this.head = head;
    this.catalog = catalog;
    this.spans = spans;
    this.logs = logs;
    this.blocks = blocks;
    this.damage = damage;
    this.inherited = inherited;
  }

  /**
   * No step depends on another's success: on a full disk the first ones fail, and only retention
   * can make room. It comes after what frees memory, as it forgets only series that are not there.
   */
  void tidy() {
    working.lock();
    try {
      eachOf(
          this::checkpointWhenDue,
          head::evict,
          head::expire,
          spans::expire,
          logs::expire,
          this::watchBackground);
    } finally {
      working.unlock();
    }
  }

  /** Takes every step, then throws what the first of those that failed did. */
  private static void eachOf(Runnable... steps) {
    RuntimeException first = null;
    for (Runnable step : steps) {
      try {
        step.run();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private void checkpointWhenDue() {
    if (logBytes() > Math.max(options.checkpointBytes(), LOG_BYTES_PER_SERIES * catalog.size())
        && !journal.log().failed()) {
      checkpoint(false);
    }
  }

  long logBytes() {
    return inherited + journal.log().segmentBytes();
  }

  /** Writes all of memory to RocksDB and drops the log up to here. */
  void checkpoint() {
    working.lock();
    try {
      checkpoint(false);
    } finally {
      working.unlock();
    }
  }

  /**
   * The checkpoint that makes the next start short. A disk without room for it gets none: RocksDB
   * would wait until there is some, and the log holds everything.
   */
  void checkpointToClose() {
    if (journal.hasRoomFor(logBytes())) {
      checkpoint();
    } else {
      LOG.atWarn()
          .addKeyValue("event", "telemetry.store.no_room_to_close")
          .addKeyValue("log.bytes", logBytes())
          .log("the disk is too full for a checkpoint; the log will be replayed at the next start");
    }
  }

  /** After a failed write: what is in memory becomes durable by a checkpoint, not by the log. */
  void repair() {
    working.lock();
    try {
      if (journal.log().failed()) {
        checkpoint(true);
        journal.log().resume();
        LOG.atInfo().addKeyValue("event", "telemetry.store.repaired").log("log whole again");
      }
    } finally {
      working.unlock();
    }
  }

  private void checkpoint(boolean failed) {
    try {
      Lock barrier = journal.barrier();
      long segment;
      barrier.lock();
      try {
        segment = failed ? journal.log().restart() : journal.log().roll();
      } finally {
        barrier.unlock();
      }
      head.save();
      blocks.flush();
      journal.log().deleteBefore(segment);
      inherited = 0;
    } catch (IOException e) {
      throw new StoreException("checkpoint: " + e.getMessage(), e);
    }
  }

  /** A merge that fails on a damaged table is retried for ever: the next start sets it aside. */
  private void watchBackground() {
    long errors = blocks.backgroundErrors();
    if (errors > knownErrors) {
      damage.add(Kind.BLOCK, "background work", "nothing yet; verified at the next start");
    }
    knownErrors = errors;
  }
}
