// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.spanmetrics;

import dev.ballast.promql.Labels;
import dev.ballast.promql.SampleBuffer;
import dev.ballast.telemetry.ingest.SampleBatch;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The cumulative series of one label set: some counters, then some histograms of seconds.
 * Thread-safe; the changing methods are for use inside {@link #update}.
 */
final class RedSeries {

  private final Labels[] labels;
  private final double[] values;
  private final double[] bounds;
  private final int counters;
  private long touched;
  private boolean written;
  private boolean ended;

  /**
   * @param bounds upper bounds of all histograms in seconds, ascending, without infinity
   */
  RedSeries(
      Map<String, String> common, List<String> counters, List<String> histograms, double[] bounds) {
    this.bounds = bounds;
    this.counters = counters.size();
    this.labels = new Labels[counters.size() + histograms.size() * perHistogram()];
    this.values = new double[labels.length];
    TreeMap<String, String> map = new TreeMap<>(common);
    int n = 0;
    for (String counter : counters) {
      labels[n++] = named(map, counter);
    }
    for (String histogram : histograms) {
      map.remove("le");
      labels[n++] = named(map, histogram + "_count");
      labels[n++] = named(map, histogram + "_sum");
      for (double bound : bounds) {
        map.put("le", BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString());
        labels[n++] = named(map, histogram + "_bucket");
      }
      map.put("le", "+Inf");
      labels[n++] = named(map, histogram + "_bucket");
    }
  }

  /** Changes the values as one; false when the series has ended and another must be made. */
  synchronized boolean update(long nowMillis, Consumer<RedSeries> change) {
    if (!ended) {
      touched = nowMillis;
      change.accept(this);
    }
    return !ended;
  }

  void count(int counter) {
    values[counter]++;
  }

  void observe(int histogram, double seconds) {
    int at = counters + histogram * perHistogram();
    values[at]++;
    values[at + 1] += seconds;
    for (int i = bounds.length; i >= 0 && (i == bounds.length || seconds <= bounds[i]); i--) {
      values[at + 2 + i]++;
    }
  }

  /**
   * Writes the values now, or the end when nobody touched them for too long. The first time a zero
   * goes before them, so that the first increase is seen.
   *
   * @return whether the series has ended
   */
  synchronized boolean write(SampleBatch batch, long zeroMillis, long nowMillis, long idleMillis) {
    ended = written && nowMillis - touched > idleMillis;
    for (int i = 0; i < labels.length; i++) {
      if (!written && !ended) {
        batch.add(labels[i], zeroMillis, 0);
      }
      batch.add(labels[i], nowMillis, ended ? SampleBuffer.STALE : values[i]);
    }
    return ended;
  }

  /** What was written has arrived. */
  synchronized void arrived() {
    written = true;
  }

  private int perHistogram() {
    return bounds.length + 3;
  }

  private static Labels named(Map<String, String> map, String name) {
    map.put(Labels.NAME, name);
    return Labels.of(map);
  }
}
