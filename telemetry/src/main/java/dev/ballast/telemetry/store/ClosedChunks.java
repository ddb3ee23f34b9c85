// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Chunks on their way from memory to RocksDB, in the order of closing. What could not be written
 * stays and is tried again. Guarded by the head's lock.
 */
final class ClosedChunks {

  @SuppressWarnings("ArrayRecordComponent")
  private record Closed(int series, byte[] chunk) {}

  private final Blocks blocks;
  private final List<Closed> waiting = new ArrayList<>();

  ClosedChunks(Blocks blocks) {
    this.blocks = blocks;
  }

  void add(int series, byte[] chunk) {
    waiting.add(new Closed(series, chunk));
  }

  void write() {
    if (waiting.isEmpty()) {
      return;
    }
    try (Batch batch = blocks.batch()) {
      for (Closed one : waiting) {
        ChunkStore.put(batch, one.series(), one.chunk());
      }
      blocks.write(batch);
      waiting.clear();
    }
  }
}
