// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The process's metrics, collected anew for every scrape and, once the shop is open, for every
 * push. One reader for both: the SDK keeps a copy of every instrument's state per reader.
 */
final class Metrics implements MetricReader {

  private static final Duration EVERY = Duration.ofSeconds(1);

  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("metrics").factory());
  private final MetricExporter exporter;
  private volatile boolean pushing;
  private volatile CollectionRegistration source = CollectionRegistration.noop();

  Metrics(MetricExporter exporter) {
    this.exporter = exporter;
  }

  /** Starts pushing. */
  void push() {
    pushing = true;
    ScheduledFuture<?> _ =
        clockwork.scheduleAtFixedRate(
            this::forceFlush, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Everything in Prometheus' text format. */
  String text() {
    return PrometheusText.of(List.<MetricData>copyOf(source.collectAllMetrics()));
  }

  @Override
  public void register(CollectionRegistration registration) {
    source = registration;
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType type) {
    return AggregationTemporality.CUMULATIVE;
  }

  @Override
  public CompletableResultCode forceFlush() {
    return exporter.export(source.collectAllMetrics());
  }

  @Override
  public CompletableResultCode shutdown() {
    clockwork.shutdownNow();
    if (pushing) {
      forceFlush();
    }
    return exporter.shutdown();
  }
}
