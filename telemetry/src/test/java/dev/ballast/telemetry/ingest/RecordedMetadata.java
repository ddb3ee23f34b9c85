// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.ingest;

import dev.ballast.telemetry.query.MetricQuery.Metadata;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers metadata in memory, for at most a given number of metrics. Thread-safe. */
public final class RecordedMetadata implements MetadataSink {

  private final Map<String, Metadata> entries = new ConcurrentHashMap<>();
  private final int maxMetrics;

  public RecordedMetadata(int maxMetrics) {
    this.maxMetrics = maxMetrics;
  }

  @Override
  public void describe(String metric, Metadata metadata) {
    if (entries.size() < maxMetrics || entries.containsKey(metric)) {
      entries.put(metric, metadata);
    }
  }

  /** A copy of what is known, by metric name. */
  public Map<String, Metadata> all() {
    return Map.copyOf(entries);
  }
}
