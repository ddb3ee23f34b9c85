// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.promql.Labels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The birth of series: judged, given an id, logged before their first sample. Guarded by the head's
 * lock.
 */
final class NewSeries {

  private final SeriesCatalog catalog;
  private final SeriesLimits limits;
  private final Journal journal;
  private final Blocks blocks;

  /** Not yet logged. */
  private final List<Series> waiting = new ArrayList<>();

  NewSeries(SeriesCatalog catalog, SeriesLimits limits, Journal journal, Blocks blocks) {
    this.catalog = catalog;
    this.limits = limits;
    this.journal = journal;
    this.blocks = blocks;
  }

  /** The series of these labels, new if need be; null when that is refused. */
  @Nullable Series findOrCreate(Labels labels, Refusal.Tally tally) {
    Series known = catalog.find(labels);
    if (known != null) {
      return known;
    }
    Refusal refusal = limits.refusal(labels, catalog.size());
    if (refusal != null) {
      tally.refuse(refusal);
      return null;
    }
    Series series = catalog.create(labels);
    waiting.add(series);
    return series;
  }

  void log() {
    if (waiting.isEmpty()) {
      return;
    }
    Wire frame = new Wire(256 * waiting.size());
    frame.put(FrameType.SERIES.code());
    for (Series series : waiting) {
      frame.putUnsigned(series.id());
      SampleFrame.putLabels(frame, series.labels());
    }
    journal.write(frame);
    save();
  }

  /** Puts those that could not be logged, or are just logged, into RocksDB. */
  void save() {
    if (waiting.isEmpty()) {
      return;
    }
    try (Batch batch = blocks.batch()) {
      waiting.forEach(series -> put(batch, series));
      blocks.write(batch);
      waiting.clear();
    }
  }

  /** Takes series from the log. */
  void replay(WireReader in) {
    try (Batch batch = blocks.batch()) {
      while (in.hasMore()) {
        int id = (int) in.getUnsigned();
        Labels labels = catalog.read(in);
        if (catalog.byId(id) == null) {
          Series series = Series.fresh(id, labels);
          catalog.add(series);
          put(batch, series);
        }
      }
      blocks.write(batch);
    }
  }

  private static void put(Batch batch, Series series) {
    Wire labels = new Wire(256);
    SampleFrame.putLabels(labels, series.labels());
    batch.put(Family.SERIES, SeriesCatalog.key(series.id()), labels.toBytes());
  }
}
