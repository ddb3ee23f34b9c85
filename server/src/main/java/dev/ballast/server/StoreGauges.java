// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import dev.ballast.telemetry.meter.Gauge;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.store.StoreStats;
import java.util.function.Supplier;

/** Shows the size of the store and of this process beside the server's other metrics. */
final class StoreGauges {

  private final Gauge series;
  private final Gauge activeSeries;
  private final Gauge samples;
  private final Gauge spans;
  private final Gauge logRecords;
  private final Gauge diskBytes;
  private final Gauge damaged;

  private StoreGauges(Meter meter) {
    series = meter.gauge("ballast_store_series", "Label sets within retention.");
    activeSeries = meter.gauge("ballast_store_active_series", "Series with samples in memory.");
    samples = meter.gauge("ballast_store_samples", "Samples since start.");
    spans = meter.gauge("ballast_store_spans", "Spans since start.");
    logRecords = meter.gauge("ballast_store_log_records", "Log records since start.");
    diskBytes = meter.gauge("ballast_store_disk_bytes", "Bytes on disk.");
    damaged = meter.gauge("ballast_store_damaged", "Damaged pieces set aside.");
  }

  /**
   * Registers them all.
   *
   * @param stats asked once each time that the metrics are read: it walks all series
   */
  static void register(Meter meter, Supplier<StoreStats> stats) {
    StoreGauges gauges = new StoreGauges(meter);
    meter.whenRead(() -> gauges.show(stats.get()));
    Runtime runtime = Runtime.getRuntime();
    meter.gauge(
        "jvm_memory_used_bytes",
        "Heap in use.",
        () -> runtime.totalMemory() - runtime.freeMemory(),
        "jvm_memory_type",
        "heap");
  }

  private void show(StoreStats stats) {
    series.set(stats.series());
    activeSeries.set(stats.activeSeries());
    samples.set((double) stats.samples());
    spans.set((double) stats.spans());
    logRecords.set((double) stats.logRecords());
    diskBytes.set((double) stats.bytesOnDisk());
    damaged.set((double) stats.damaged());
  }
}
