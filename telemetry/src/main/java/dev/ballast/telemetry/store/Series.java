// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.promql.Labels;
import dev.ballast.promql.SampleBuffer;
import dev.ballast.telemetry.store.chunk.ChunkReader;
import dev.ballast.telemetry.store.chunk.OpenChunk;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One series: the chunk that grows and the closed ones of the memory window. Changed only under the
 * head's lock; read by any thread without one.
 *
 * <p>The order of volatile accesses carries the correctness of reads. Closing publishes the closed
 * chunk before the new open one, and a reader looks at the open one first, so it may see a chunk
 * twice (and skips it) but never misses one. Eviction moves {@link #diskUntil} before it removes
 * chunks, and a reader looks at the chunks first.
 */
final class Series {

  static final long UNKNOWN = Long.MAX_VALUE;

  private static final byte[][] NONE = {};

  private final int id;
  private final Labels labels;

  private volatile @Nullable OpenChunk open;
  private volatile byte[][] recent = NONE;

  /** No sample after this time is on disk alone. */
  private volatile long diskUntil;

  /** Of the last sample; {@link #UNKNOWN} until looked up. */
  private long lastTime;

  /** The series that came after this one in a batch, most recently; a guess for the next batch. */
  private @Nullable Series next;

  private boolean dirty;
  private boolean removed;

  Series(int id, Labels labels, long lastTime, long diskUntil) {
    this.id = id;
    this.labels = labels;
    this.lastTime = lastTime;
    this.diskUntil = diskUntil;
  }

  /** A series without samples. */
  static Series fresh(int id, Labels labels) {
    return new Series(id, labels, Long.MIN_VALUE, Long.MIN_VALUE);
  }

  int id() {
    return id;
  }

  Labels labels() {
    return labels;
  }

  long lastTime() {
    return lastTime;
  }

  void lastTime(long time) {
    lastTime = time;
  }

  @Nullable Series next() {
    return next;
  }

  /** Any thread may guess; a wrong guess costs only a comparison. */
  void next(Series series) {
    next = series;
  }

  boolean removed() {
    return removed;
  }

  void remove() {
    removed = true;
  }

  /** Whether samples are in memory. */
  boolean active() {
    return open != null || recent.length > 0;
  }

  /** Adds a later sample; returns the chunk that it closed. */
  byte @Nullable [] add(long time, double value) {
    OpenChunk chunk = open;
    byte[] closed = null;
    if (chunk != null
        && chunk.count() < OpenChunk.MAX_SAMPLES
        && !ChunkKeys.ends(chunk.start(), time)) {
      chunk.add(time, value);
    } else {
      if (chunk != null) {
        closed = chunk.toBytes();
        keep(closed);
      }
      open = new OpenChunk(time, value, closed == null ? 0 : closed.length);
    }
    lastTime = time;
    dirty = true;
    return closed;
  }

  /** Takes a closed chunk from disk back into memory. */
  void keep(byte[] chunk) {
    byte[][] more = Arrays.copyOf(recent, recent.length + 1);
    more[recent.length] = chunk;
    recent = more;
  }

  /** The open chunk when it holds samples that were not yet saved. */
  byte @Nullable [] takeUnsaved() {
    OpenChunk chunk = open;
    if (!dirty || chunk == null) {
      return null;
    }
    dirty = false;
    return chunk.toBytes();
  }

  /** Whether the value at the last time has these bits; false when it is not in memory. */
  boolean endsWith(long bits) {
    OpenChunk chunk = open;
    return chunk != null && chunk.lastBits() == bits;
  }

  /** The open chunk when it got no sample since the time; to be saved before it is evicted. */
  byte @Nullable [] idle(long since) {
    OpenChunk chunk = open;
    return chunk != null && chunk.lastTime() < since ? chunk.toBytes() : null;
  }

  /** Frees the chunks that end before the time; all of them must be on disk. */
  void evict(long before) {
    OpenChunk chunk = open;
    byte[][] chunks = recent;
    if (chunk != null && chunk.lastTime() < before) {
      diskUntil = chunk.lastTime();
      recent = NONE;
      open = null;
      return;
    }
    int gone = 0;
    while (gone < chunks.length && nextStart(chunks, gone + 1, chunk) <= before) {
      gone++;
    }
    if (gone > 0) {
      diskUntil = nextStart(chunks, gone, chunk) - 1;
      recent = gone == chunks.length ? NONE : Arrays.copyOfRange(chunks, gone, chunks.length);
    }
  }

  private long nextStart(byte[][] chunks, int i, @Nullable OpenChunk chunk) {
    if (i < chunks.length) {
      return ChunkReader.start(chunks[i]);
    }
    return chunk != null ? chunk.start() : lastTime == UNKNOWN ? UNKNOWN : lastTime + 1;
  }

  /** Appends the samples in the inclusive range, from disk only what is not in memory. */
  void read(long minTime, long maxTime, ChunkStore disk, SampleBuffer into) {
    OpenChunk chunk = open;
    byte[][] chunks = recent;
    long until = diskUntil;
    if (minTime <= until) {
      long memory =
          chunks.length > 0
              ? ChunkReader.start(chunks[0])
              : chunk != null ? chunk.start() : Long.MAX_VALUE;
      disk.read(id, minTime, Math.min(maxTime, Math.min(until, memory - 1)), into);
    }
    read(chunks, chunk, minTime, maxTime, into);
  }

  /** As {@link #read} without what is on disk alone. */
  void readMemory(long minTime, long maxTime, SampleBuffer into) {
    OpenChunk chunk = open;
    read(recent, chunk, minTime, maxTime, into);
  }

  private static void read(
      byte[][] chunks, @Nullable OpenChunk chunk, long minTime, long maxTime, SampleBuffer into) {
    for (int i = 0; i < chunks.length; i++) {
      long start = ChunkReader.start(chunks[i]);
      if (start > maxTime || (chunk != null && start >= chunk.start())) {
        break;
      }
      boolean over = i + 1 < chunks.length && ChunkReader.start(chunks[i + 1]) <= minTime;
      if (!over) {
        ChunkReader.of(chunks[i]).read(minTime, maxTime, into);
      }
    }
    if (chunk != null) {
      chunk.read(minTime, maxTime, into);
    }
  }

  /** Compressed samples on the heap. */
  long memory() {
    OpenChunk chunk = open;
    long sum = chunk == null ? 0 : chunk.capacity();
    for (byte[] closed : recent) {
      sum += closed.length;
    }
    return sum;
  }
}
