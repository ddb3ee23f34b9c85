// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.promql.Labels;
import dev.ballast.promql.SampleBuffer;
import dev.ballast.telemetry.ingest.Appended;
import dev.ballast.telemetry.ingest.SampleBatch;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The samples of the memory window, and the way of new ones: resolved to series without a lock;
 * then, under one lock, judged, logged and added to the open chunks. A closed chunk goes to RocksDB
 * under the same lock, so that RocksDB never holds a later chunk of a series without the earlier
 * ones: recovery relies on it when it skips logged samples up to a series' last stored one.
 */
final class MetricHead {

  /** Series looked at per hold of the lock while appenders wait. */
  private static final int SLICE = 256;

  private final StoreOptions options;
  private final InstantSource clock;
  private final Journal journal;
  private final Blocks blocks;
  private final ChunkStore chunks;
  private final SeriesCatalog catalog;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock.
  private final SampleFrame frame = new SampleFrame();
  private final ClosedChunks closed;
  private final NewSeries newSeries;
  private long samples;

  MetricHead(
      StoreOptions options,
      InstantSource clock,
      Journal journal,
      Blocks blocks,
      ChunkStore chunks,
      SeriesCatalog catalog) {
    this.options = options;
    this.clock = clock;
    this.journal = journal;
    this.blocks = blocks;
    this.chunks = chunks;
    this.catalog = catalog;
    this.closed = new ClosedChunks(blocks);
    this.newSeries = new NewSeries(catalog, new SeriesLimits(options.limits()), journal, blocks);
  }

  Appended append(SampleBatch batch) {
    journal.admit();
    @Nullable Series[] found = resolve(batch);
    Refusal.Tally tally = new Refusal.Tally();
    Lock gate = journal.gate();
    long position;
    gate.lock();
    try {
      lock.lock();
      try {
        position = append(batch, found, tally);
      } finally {
        lock.unlock();
      }
    } finally {
      gate.unlock();
    }
    journal.await(position);
    return tally.toAppended();
  }

  /**
   * Senders repeat their order, so the series after the last one is mostly the one of last time.
   */
  private @Nullable Series[] resolve(SampleBatch batch) {
    @Nullable Series[] found = new @Nullable Series[batch.size()];
    Series last = null;
    for (int i = 0; i < found.length; i++) {
      Labels labels = batch.labels(i);
      Series guess = last == null ? null : last.next();
      Series series = guess != null && guess.labels().equals(labels) ? guess : catalog.find(labels);
      if (series != null) {
        if (last != null && series != guess) {
          last.next(series);
        }
        last = series;
      }
      found[i] = series;
    }
    return found;
  }

  private long append(SampleBatch batch, @Nullable Series[] found, Refusal.Tally tally) {
    long now = clock.millis();
    long oldest = now - options.retention().metrics().toMillis();
    long newest = now + options.futureTolerance().toMillis();
    frame.clear();
    for (int i = 0; i < found.length; i++) {
      long time = batch.time(i);
      if (time < oldest || time > newest) {
        tally.refuse(time < oldest ? Refusal.TOO_OLD : Refusal.TOO_FAR_IN_FUTURE);
        continue;
      }
      Series series = found[i];
      if (series == null || series.removed()) {
        series = newSeries.findOrCreate(batch.labels(i), tally);
        if (series == null) {
          continue;
        }
      }
      append(series, time, batch.value(i), tally, now);
    }
    return commit();
  }

  private void append(Series series, long time, double value, Refusal.Tally tally, long now) {
    long last = series.lastTime();
    if (last == Series.UNKNOWN) {
      last = lookUpLastTime(series, now);
    }
    if (time > last) {
      frame.add(series.id(), time, value);
      add(series, time, value);
      tally.accept();
      return;
    }
    long bits = Double.doubleToRawLongBits(value);
    if (time == last && series.endsWith(bits)) {
      tally.accept();
      return;
    }
    // Off the fast path: a sender repeats itself, or is late.
    SampleBuffer there = new SampleBuffer();
    if (time == last) {
      series.read(time, time, chunks, there);
    } else {
      series.readMemory(time, time, there);
    }
    if (there.size() == 0) {
      tally.refuse(Refusal.OUT_OF_ORDER);
    } else if (Double.doubleToRawLongBits(there.value(0)) == bits) {
      tally.accept();
    } else {
      tally.refuse(Refusal.DUPLICATE_TIMESTAMP);
    }
  }

  private long lookUpLastTime(Series series, long now) {
    long oldest = now - options.retention().metrics().toMillis();
    long newest = now + options.futureTolerance().toMillis();
    long last = chunks.lastTime(series.id(), newest, oldest).orElse(Long.MIN_VALUE);
    series.lastTime(last);
    return last;
  }

  private void add(Series series, long time, double value) {
    byte[] full = series.add(time, value);
    if (full != null) {
      closed.add(series.id(), full);
    }
    samples++;
  }

  /** Logs what the batch brought, then moves closed chunks to RocksDB. */
  private long commit() {
    newSeries.log();
    long position = frame.isEmpty() ? journal.position() : journal.write(frame.wire());
    closed.write();
    return position;
  }

  /** Writes the open chunks to RocksDB, a few per hold of the lock. */
  void save() {
    lock.lock();
    try {
      newSeries.save();
      closed.write();
    } finally {
      lock.unlock();
    }
    inSlices(
        (series, batch) -> {
          byte[] chunk = series.takeUnsaved();
          if (chunk != null) {
            ChunkStore.put(batch, series.id(), chunk);
          }
        });
  }

  /** Frees what is older than the memory window. */
  void evict() {
    long before = clock.millis() - options.memoryWindow().toMillis();
    List<Series> idle = new ArrayList<>();
    inSlices(
        (series, batch) -> {
          byte[] chunk = series.idle(before);
          if (chunk != null) {
            ChunkStore.put(batch, series.id(), chunk);
            idle.add(series);
          } else {
            series.evict(before);
          }
        },
        () -> {
          idle.forEach(series -> series.evict(before));
          idle.clear();
        });
  }

  private interface Step {
    void look(Series series, Batch batch);
  }

  private void inSlices(Step step) {
    inSlices(step, () -> {});
  }

  /** Looks at all series; {@code written} runs under the same hold of the lock as the write. */
  private void inSlices(Step step, Runnable written) {
    for (int from = 0; from < catalog.ids(); from += SLICE) {
      lock.lock();
      try (Batch batch = blocks.batch()) {
        for (int id = from; id < from + SLICE; id++) {
          Series series = catalog.byId(id);
          if (series != null) {
            step.look(series, batch);
          }
        }
        blocks.write(batch);
        written.run();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Drops days beyond retention and forgets the series that ended before them. */
  void expire() {
    long now = clock.millis();
    long horizon = now - options.retention().metrics().toMillis();
    if (!chunks.dropBefore(horizon)) {
      return;
    }
    long firstKept = ChunkKeys.day(horizon) * ChunkKeys.DAY;
    lock.lock();
    try (Batch batch = blocks.batch()) {
      List<Series> gone = new ArrayList<>();
      catalog.forEach(
          series -> {
            if (!series.active() && series.lastTime() == Series.UNKNOWN) {
              lookUpLastTime(series, now);
            }
            if (!series.active() && series.lastTime() < firstKept) {
              gone.add(series);
              batch.delete(Family.SERIES, SeriesCatalog.key(series.id()));
            }
          });
      if (!gone.isEmpty()) {
        blocks.write(batch);
        catalog.removeAll(gone);
      }
    } finally {
      lock.unlock();
    }
  }

  long samples() {
    lock.lock();
    try {
      return samples;
    } finally {
      lock.unlock();
    }
  }

  /** Takes series from the log, before anybody else has access. */
  void replaySeries(WireReader in) {
    newSeries.replay(in);
  }

  /** Takes samples from the log; returns how many belong to no known series. */
  int replaySamples(WireReader in) {
    int[] lost = {0};
    long now = clock.millis();
    SampleFrame.read(
        in,
        (id, time, value) -> {
          Series series = catalog.byId(id);
          if (series == null) {
            lost[0]++;
            return;
          }
          long last = series.lastTime();
          if (last == Series.UNKNOWN) {
            last = lookUpLastTime(series, now);
          }
          if (time > last) {
            add(series, time, value);
          }
        });
    closed.write();
    return lost[0];
  }
}
