// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.promql.SampleBuffer;
import dev.ballast.telemetry.store.Damage.Kind;
import dev.ballast.telemetry.store.chunk.ChunkReader;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The chunks that have left memory. */
final class ChunkStore {

  /** Takes chunks in ascending series and time. */
  interface Visitor {
    void chunk(int series, byte[] chunk);
  }

  private final Blocks blocks;
  private final DamageBook damage;

  ChunkStore(Blocks blocks, DamageBook damage) {
    this.blocks = blocks;
    this.damage = damage;
  }

  static void put(Batch batch, int series, byte[] chunk) {
    byte[] key = ChunkKeys.key(series, ChunkReader.start(chunk));
    batch.put(Family.CHUNKS, key, ChunkKeys.value(chunk));
  }

  /** Appends a series' samples in the inclusive range of milliseconds. */
  void read(int series, long minTime, long maxTime, SampleBuffer into) {
    if (minTime > maxTime) {
      return;
    }
    long from = minTime - ChunkKeys.SPAN;
    for (int day = ChunkKeys.day(from); day <= ChunkKeys.day(maxTime); day++) {
      int first = (int) Math.max(0, from - day * ChunkKeys.DAY);
      int last = (int) Math.min(ChunkKeys.DAY - 1, maxTime - day * ChunkKeys.DAY);
      blocks.scan(
          Family.CHUNKS,
          ChunkKeys.key(day, series, first),
          ChunkKeys.key(day, series, last + 1),
          (key, value) -> {
            byte[] chunk = check(key, value);
            if (chunk != null) {
              ChunkReader.of(chunk).read(minTime, maxTime, into);
            }
            return true;
          });
    }
  }

  /** Visits, for each of the series below {@code series}, its chunks that start at or after. */
  void readSince(long from, int series, Visitor visitor) {
    try (BlockCursor cursor = blocks.cursor(Family.CHUNKS)) {
      int day = ChunkKeys.day(from);
      int id = 0;
      while (true) {
        int first = (int) Math.max(0, from - day * ChunkKeys.DAY);
        boolean found = cursor.seek(ChunkKeys.key(day, id, first));
        if (!found && cursor.damaged() && id < series) {
          id++;
          continue;
        }
        while (found && isOf(cursor.key(), day, id)) {
          byte[] key = cursor.key();
          byte[] chunk = check(key, cursor.value());
          if (chunk != null) {
            visitor.chunk(id, chunk);
          }
          found = cursor.next();
        }
        if (!found && !cursor.damaged()) {
          return;
        }
        if (found && ChunkKeys.dayOf(cursor.key()) != day) {
          day = ChunkKeys.dayOf(cursor.key());
          id = ChunkKeys.seriesOf(cursor.key());
        } else {
          id = found ? Math.max(id + 1, ChunkKeys.seriesOf(cursor.key())) : id + 1;
        }
      }
    }
  }

  /** The time of a series' last sample, looking back no further than {@code horizon}. */
  OptionalLong lastTime(int series, long now, long horizon) {
    try (BlockCursor cursor = blocks.cursor(Family.CHUNKS)) {
      for (int day = ChunkKeys.day(now); day >= ChunkKeys.day(horizon); day--) {
        if (cursor.seekBack(ChunkKeys.key(day, series, Integer.MAX_VALUE))
            && isOf(cursor.key(), day, series)) {
          byte[] chunk = check(cursor.key(), cursor.value());
          if (chunk != null) {
            return OptionalLong.of(ChunkReader.end(chunk));
          }
        }
      }
    }
    return OptionalLong.empty();
  }

  /** Deletes the days before the one of {@code horizon}; returns whether there were any. */
  boolean dropBefore(long horizon) {
    return blocks.dropBefore(Family.CHUNKS, ChunkKeys.day(horizon));
  }

  private static boolean isOf(byte[] key, int day, int series) {
    return ChunkKeys.dayOf(key) == day && ChunkKeys.seriesOf(key) == series;
  }

  private byte @Nullable [] check(byte[] key, byte[] value) {
    byte[] chunk = ChunkKeys.chunk(key, value);
    if (chunk == null) {
      damage.add(
          Kind.CHUNK,
          "series " + ChunkKeys.seriesOf(key) + " at " + ChunkKeys.startOf(key),
          ChunkKeys.count(value) + " samples");
    }
    return chunk;
  }
}
