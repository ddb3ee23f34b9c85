// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.ingest;

import dev.ballast.promql.SampleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A sink that keeps every sample as one line of text: {@code series @time value}. */
public final class RecordedSamples implements SampleSink {

  private final List<String> lines = new ArrayList<>();
  private String refusing = "";
  private boolean full;

  @Override
  public synchronized Appended append(SampleBatch batch) {
    if (full) {
      throw new StoreFullException("the disk is full");
    }
    int refused = 0;
    for (int i = 0; i < batch.size(); i++) {
      if (!refusing.isEmpty() && batch.labels(i).metricName().equals(refusing)) {
        refused++;
        continue;
      }
      double value = batch.value(i);
      String text = SampleBuffer.isStale(value) ? "stale" : plain(value);
      lines.add(batch.labels(i) + " @" + batch.time(i) + " " + text);
    }
    TreeMap<String, Integer> reasons = new TreeMap<>();
    if (refused > 0) {
      reasons.put("series_limit", refused);
    }
    return new Appended(batch.size() - refused, reasons);
  }

  /** From now on samples of this metric are refused. */
  public synchronized void refuse(String metric) {
    refusing = metric;
  }

  public synchronized void full(boolean isFull) {
    full = isFull;
  }

  /** What came since the last call, sorted. */
  public synchronized List<String> take() {
    List<String> taken = lines.stream().sorted().toList();
    lines.clear();
    return taken;
  }

  /** As {@link #take}, only lines that begin so. */
  public List<String> take(String prefix) {
    return take().stream().filter(line -> line.startsWith(prefix)).toList();
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
