// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.store.StoreStats;
import dev.ballast.telemetry.store.TelemetryStore;
import java.util.function.ToDoubleFunction;

/** Shows the size of the store and of this process beside the server's other metrics. */
final class StoreGauges {

  private StoreGauges() {}

  static void register(Meter meter, TelemetryStore store) {
    gauge(meter, store, "ballast_store_series", "Label sets within retention.", StoreStats::series);
    gauge(
        meter,
        store,
        "ballast_store_active_series",
        "Series with samples in memory.",
        StoreStats::activeSeries);
    gauge(meter, store, "ballast_store_samples", "Samples since start.", StoreStats::samples);
    gauge(meter, store, "ballast_store_spans", "Spans since start.", StoreStats::spans);
    gauge(
        meter,
        store,
        "ballast_store_log_records",
        "Log records since start.",
        StoreStats::logRecords);
    gauge(meter, store, "ballast_store_disk_bytes", "Bytes on disk.", StoreStats::bytesOnDisk);
    gauge(meter, store, "ballast_store_damaged", "Damaged pieces set aside.", StoreStats::damaged);
    Runtime runtime = Runtime.getRuntime();
    meter.gauge(
        "jvm_memory_used_bytes",
        "Heap in use.",
        () -> runtime.totalMemory() - runtime.freeMemory(),
        "jvm_memory_type",
        "heap");
  }

  private static void gauge(
      Meter meter,
      TelemetryStore store,
      String name,
      String help,
      ToDoubleFunction<StoreStats> value) {
    meter.gauge(name, help, () -> value.applyAsDouble(store.stats(0)));
  }
}
