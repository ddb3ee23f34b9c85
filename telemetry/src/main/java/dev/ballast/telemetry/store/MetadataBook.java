// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.telemetry.ingest.StoreFullException;
import dev.ballast.telemetry.query.MetricQuery.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What senders said about their metrics; the last word counts. Of at most {@value #MOST_METRICS},
 * with texts cut, since whoever may send may name anything.
 */
final class MetadataBook {

  static final int MOST_METRICS = 50_000;

  private static final int LONGEST_NAME = 1000;
  private static final int LONGEST_TEXT = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(MetadataBook.class);

  private final Map<String, Metadata> known = new ConcurrentHashMap<>();
  private final Journal journal;
  private final Blocks blocks;

  MetadataBook(Journal journal, Blocks blocks) {
    this.journal = journal;
    this.blocks = blocks;
  }

  Map<String, Metadata> all() {
    return new TreeMap<>(known);
  }

  /** Not waited for: should it be lost in a crash, the sender will say it again. */
  void describe(String metric, Metadata told) {
    if (metric.length() > LONGEST_NAME || !(known.containsKey(metric) || hasRoom())) {
      return;
    }
    Metadata metadata = new Metadata(cut(told.type()), cut(told.help()), cut(told.unit()));
    if (!metadata.equals(known.put(metric, metadata))) {
      record(metric, metadata);
    }
  }

  /** Several threads may each see the last room: a few too many do no harm. */
  private boolean hasRoom() {
    return known.size() < MOST_METRICS;
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    int end = LONGEST_TEXT - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  private void record(String metric, Metadata metadata) {
    Wire frame = new Wire(128);
    frame.put(FrameType.METADATA.code()).put(metric);
    frame.put(metadata.type()).put(metadata.help()).put(metadata.unit());
    Lock gate = journal.gate();
    gate.lock();
    try {
      journal.admit();
      journal.write(frame);
      save(metric, metadata);
    } catch (StoreException | StoreFullException e) {
      LOG.atWarn()
          .addKeyValue("event", "telemetry.store.metadata_not_saved")
          .addKeyValue("metric", metric)
          .log(e.getMessage());
    } finally {
      gate.unlock();
    }
  }

  void load() {
    blocks.scan(
        Family.METADATA,
        new byte[0],
        Hours.after(new byte[] {(byte) 0xff, (byte) 0xff}),
        (key, value) -> {
          known.put(new String(key, StandardCharsets.UTF_8), read(new WireReader(value)));
          return true;
        });
  }

  void replay(WireReader in) {
    String metric = in.getText();
    Metadata metadata = read(in);
    known.put(metric, metadata);
    save(metric, metadata);
  }

  private void save(String metric, Metadata metadata) {
    Wire value = new Wire(128);
    value.put(metadata.type()).put(metadata.help()).put(metadata.unit());
    try (Batch batch = blocks.batch()) {
      batch.put(Family.METADATA, metric.getBytes(StandardCharsets.UTF_8), value.toBytes());
      blocks.write(batch);
    }
  }

  private static Metadata read(WireReader in) {
    return new Metadata(in.getText(), in.getText(), in.getText());
  }
}
