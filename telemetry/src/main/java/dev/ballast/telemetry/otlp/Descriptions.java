// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import dev.ballast.telemetry.ingest.MetadataSink;
import dev.ballast.telemetry.meter.Counter;
import dev.ballast.telemetry.query.MetricQuery.Metadata;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes on what at most so many metrics are, and counts the others. Thread-safe. */
final class Descriptions implements MetadataSink {

  static final int MOST_METRICS = 50_000;

  private final MetadataSink sink;
  private final Counter undescribed;
  private final Set<String> metrics = ConcurrentHashMap.newKeySet();

  Descriptions(MetadataSink sink, Counter undescribed) {
    this.sink = sink;
    this.undescribed = undescribed;
  }

  @Override
  public void describe(String metric, Metadata metadata) {
    if (metrics.contains(metric) || (metrics.size() < MOST_METRICS && metrics.add(metric))) {
      sink.describe(metric, metadata);
    } else {
      undescribed.add();
    }
  }
}
