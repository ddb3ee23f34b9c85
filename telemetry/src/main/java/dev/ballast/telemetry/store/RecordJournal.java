// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.function.BiConsumer;

/**
 * The way of spans and log records into the store: logged and put under their keys, then waited
 * for.
 */
final class RecordJournal {

  private final Journal journal;
  private final Blocks blocks;
  private final AtomicLong count = new AtomicLong();

  RecordJournal(Journal journal, Blocks blocks) {
    this.journal = journal;
    this.blocks = blocks;
  }

  /** Takes encoded records; durable when this returns. */
  void append(FrameType type, List<byte[]> records, BiConsumer<Batch, byte[]> put) {
    journal.admit();
    if (records.isEmpty()) {
      return;
    }
    Wire frame = new Wire(records.stream().mapToInt(record -> record.length + 5).sum() + 1);
    frame.put(type.code());
    Lock gate = journal.gate();
    long position;
    try (Batch batch = blocks.batch()) {
      for (byte[] one : records) {
        frame.putUnsigned(one.length).put(one);
        put.accept(batch, one);
      }
      gate.lock();
      try {
        position = journal.write(frame);
        blocks.write(batch);
      } finally {
        gate.unlock();
      }
    }
    journal.await(position);
    count.addAndGet(records.size());
  }

  /** Puts a logged frame, whose type is already taken, again. */
  void replay(WireReader in, BiConsumer<Batch, byte[]> put) {
    try (Batch batch = blocks.batch()) {
      while (in.hasMore()) {
        put.accept(batch, in.getBytes((int) in.getUnsigned()));
      }
      blocks.write(batch);
    }
  }

  long count() {
    return count.get();
  }
}
