// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.promql.Labels;
import dev.ballast.telemetry.store.Damage.Kind;
import dev.ballast.telemetry.store.chunk.ChunkReader;
import dev.ballast.telemetry.store.log.LogReader;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the memory back: series and recent chunks from RocksDB, then what the log holds beyond
 * them. Everything in the log may already be in RocksDB; taking it again changes nothing.
 */
final class Recovery implements LogReader.Visitor {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  /** Distance kept from ids whose series were lost, lest a new series inherit their chunks. */
  private static final int ID_GAP = 1 << 20;

  private final MetricHead head;
  private final MetadataBook metadata;
  private final RecordJournal spans;
  private final RecordJournal logs;
  private final DamageBook damage;
  private long frames;

  Recovery(
      MetricHead head,
      MetadataBook metadata,
      RecordJournal spans,
      RecordJournal logs,
      DamageBook damage) {
    this.head = head;
    this.metadata = metadata;
    this.spans = spans;
    this.logs = logs;
    this.damage = damage;
  }

  /** Loads the series, and into memory their chunks that began at {@code from} or later. */
  static void load(
      Blocks blocks, ChunkStore chunks, SeriesCatalog catalog, DamageBook damage, long from) {
    long diskUntil = from + ChunkKeys.SPAN;
    blocks.scan(
        Family.SERIES,
        new byte[4],
        Hours.after(new byte[] {(byte) 0xff}),
        (key, value) -> {
          Labels labels = catalog.read(new WireReader(value));
          catalog.add(new Series(SeriesCatalog.series(key), labels, Series.UNKNOWN, diskUntil));
          return true;
        });
    if (damage.count() > 0) {
      catalog.reserveIds(catalog.ids() + ID_GAP);
    }
    chunks.readSince(
        from,
        catalog.ids(),
        (id, chunk) -> {
          Series series = catalog.byId(id);
          if (series == null) {
            damage.add(Kind.RECORD, "series " + id, "its labels, and so its samples");
          } else {
            series.keep(chunk);
            series.lastTime(ChunkReader.end(chunk));
          }
        });
  }

  /** Takes the log's segments before {@code next}. */
  void replay(Path directory, long next) throws IOException {
    LogReader.replay(directory, next, this);
    LOG.atInfo()
        .addKeyValue("event", "telemetry.store.recovered")
        .addKeyValue("frames", frames)
        .log("log replayed");
  }

  @Override
  public void frame(byte[] payload) {
    frames++;
    WireReader in = new WireReader(payload);
    switch (FrameType.of(in.get())) {
      case SERIES -> head.replaySeries(in);
      case SAMPLES -> {
        int lost = head.replaySamples(in);
        if (lost > 0) {
          damage.add(Kind.LOG, "samples of series whose labels were lost", lost + " samples");
        }
      }
      case SPANS -> spans.replay(in, SpanCodec::put);
      case LOGS -> logs.replay(in, LogCodec::put);
      case METADATA -> metadata.replay(in);
    }
  }

  @Override
  public void damaged(Path file, long offset, long length) {
    damage.add(
        Kind.LOG, file.getFileName() + " at " + offset, length + " bytes of not yet stored data");
  }

  @Override
  public void tailCut(Path file, long offset, long length) {
    LOG.atWarn()
        .addKeyValue("event", "telemetry.store.tail_cut")
        .addKeyValue("file", file.getFileName())
        .addKeyValue("offset", offset)
        .addKeyValue("bytes", length)
        .log("the log's torn end, never acknowledged, is cut off");
  }
}
