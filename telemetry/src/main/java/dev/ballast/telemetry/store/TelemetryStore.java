// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.telemetry.ingest.Appended;
import dev.ballast.telemetry.ingest.LogSink;
import dev.ballast.telemetry.ingest.SampleBatch;
import dev.ballast.telemetry.ingest.SampleSink;
import dev.ballast.telemetry.ingest.SpanSink;
import dev.ballast.telemetry.query.LogQuery;
import dev.ballast.telemetry.query.TraceQuery;
import dev.ballast.telemetry.store.log.CommitLog;
import dev.ballast.telemetry.store.log.LogReader;
import dev.ballast.telemetry.store.log.SegmentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded store of one process. What an append accepted is on disk when it returns, and
 * survives the process being killed at any moment. All methods may be called from any thread.
 */
public final class TelemetryStore implements SampleSink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TelemetryStore.class);

  private final DirectoryLock lock;
  private final DamageBook damage;
  private final Blocks blocks;
  private final CommitLog log;
  private final SeriesCatalog catalog = new SeriesCatalog();
  private final MetricHead head;
  private final EmbeddedMetrics metrics;
  private final RecordJournal spanJournal;
  private final RecordJournal logJournal;
  private final SpanStore spans;
  private final LogStore logs;
  private final Journal journal;
  private final Keeper keeper;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("ballast-store-keeper").factory());
  private final AtomicBoolean closed = new AtomicBoolean();

  private TelemetryStore(
      Path directory,
      StoreOptions options,
      InstantSource clock,
      SegmentFile.Opener opener,
      DirectoryLock lock,
      DamageBook damage,
      Blocks blocks)
      throws IOException {
    this.lock = lock;
    this.damage = damage;
    this.blocks = blocks;
    Path logs = Files.createDirectories(directory.resolve("log"));
    long inherited = LogReader.bytes(logs);
    long next = LogReader.next(logs);
    this.log = CommitLog.open(logs, next, options.syncInterval(), opener);
    this.journal = new Journal(directory, options, log);
    ChunkStore chunks = new ChunkStore(blocks, damage);
    MetadataBook metadata = new MetadataBook(journal, blocks);
    this.head = new MetricHead(options, clock, journal, blocks, chunks, catalog);
    this.metrics = new EmbeddedMetrics(options, clock, catalog, chunks, metadata);
    this.spanJournal = new RecordJournal(journal, blocks);
    this.logJournal = new RecordJournal(journal, blocks);
    this.spans = new SpanStore(options, clock, blocks, spanJournal, damage);
    this.logs = new LogStore(options, clock, blocks, logJournal, damage);
    this.keeper =
        new Keeper(options, journal, head, catalog, spans, this.logs, blocks, damage, inherited);
    journal.repairWith(keeper::repair);
    metadata.load();
    long from = clock.millis() - options.memoryWindow().toMillis() - ChunkKeys.SPAN;
    Recovery.load(blocks, chunks, catalog, damage, from);
    new Recovery(head, metadata, spanJournal, logJournal, damage).replay(logs, next);
    schedule(options);
  }

  /**
   * Opens or creates the store in a directory of its own.
   *
   * @throws StoreException when the directory is in use, or was written by a newer version
   */
  public static TelemetryStore open(Path directory, StoreOptions options, InstantSource clock) {
    return open(directory, options, clock, SegmentFile.ON_DISK);
  }

  static TelemetryStore open(
      Path directory, StoreOptions options, InstantSource clock, SegmentFile.Opener opener) {
    try {
      Files.createDirectories(directory);
      DirectoryLock lock = DirectoryLock.take(directory);
      try {
        FormatFile.prepare(directory);
        Blocks.loadLibrary(directory);
        return open(directory, options, clock, opener, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StoreException(directory + ": cannot be opened: " + e.getMessage(), e);
    }
  }

  private static TelemetryStore open(
      Path directory,
      StoreOptions options,
      InstantSource clock,
      SegmentFile.Opener opener,
      DirectoryLock lock)
      throws IOException {
    DamageBook damage = new DamageBook();
    Blocks blocks = Salvage.open(directory, damage);
    try {
      return new TelemetryStore(directory, options, clock, opener, lock, damage, blocks);
    } catch (IOException | RuntimeException e) {
      blocks.close();
      throw e;
    }
  }

  private void schedule(StoreOptions options) {
    long millis = options.tidyInterval().toMillis();
    if (millis > 0) {
      Future<?> _ =
          timer.scheduleWithFixedDelay(this::tidyQuietly, millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  private void tidyQuietly() {
    try {
      keeper.tidy();
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("event", "telemetry.store.tidy_failed")
          .setCause(e)
          .log("not tidied");
    }
  }

  @Override
  public Appended append(SampleBatch batch) {
    return head.append(batch);
  }

  /** The samples, for the engine. */
  public StoredMetrics metrics() {
    return metrics;
  }

  public SpanSink spanSink() {
    return spans;
  }

  public TraceQuery traces() {
    return spans;
  }

  public LogSink logSink() {
    return logs;
  }

  public LogQuery logs() {
    return logs;
  }

  /** With the {@code topN} largest of each kind. */
  public StoreStats stats(int topN) {
    int[] active = {0};
    long[] memory = {0};
    catalog.forEach(
        series -> {
          active[0] += series.active() ? 1 : 0;
          memory[0] += series.memory();
        });
    long logBytes = keeper.logBytes();
    long blockBytes = Arrays.stream(Family.values()).mapToLong(blocks::bytesOnDisk).sum();
    return new StoreStats(
        catalog.size(),
        active[0],
        head.samples(),
        spanJournal.count(),
        logJournal.count(),
        memory[0],
        logBytes,
        logBytes + blockBytes,
        damage.count(),
        catalog.labelNames(topN),
        catalog.metricNames(topN));
  }

  /**
   * How many label sets within retention name a service: by span metrics, or as Prometheus' job,
   * whose namespace is left away.
   */
  public Map<String, Integer> seriesByService() {
    Map<String, Integer> counts = new HashMap<>();
    catalog.counts("service", (name, count) -> counts.merge(name, count, Integer::sum));
    catalog.counts(
        "job",
        (name, count) ->
            counts.merge(name.substring(name.lastIndexOf('/') + 1), count, Integer::sum));
    return counts;
  }

  /** What was found damaged since the store was opened. */
  public List<Damage> damage() {
    return damage.list();
  }

  /** Why new data is refused now, as a sentence with the way out; empty when it is taken. */
  public String refusal() {
    return journal.refusal();
  }

  /** Applies retention, frees memory and writes a checkpoint when one is due. */
  public void tidy() {
    keeper.tidy();
  }

  /** Writes all of memory to RocksDB and empties the log. */
  public void checkpoint() {
    keeper.checkpoint();
  }

  /** Merges the tables on disk into as few bytes as they take; for measurements. */
  public void compact() {
    blocks.compact();
  }

  /** Writes a last checkpoint, so that the next start is quick. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    timer.close();
    try {
      if (!log.failed()) {
        keeper.checkpointToClose();
      }
      log.close();
    } catch (IOException | RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("event", "telemetry.store.close_incomplete")
          .setCause(e)
          .log("the log will be replayed at the next start");
    } finally {
      blocks.close();
      lock.close();
    }
  }
}
