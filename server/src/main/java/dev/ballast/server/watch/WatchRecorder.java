// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.watch;

import dev.ballast.control.predict.WatchLoop;
import dev.ballast.control.predict.WatchReport;
import dev.ballast.promql.Labels;
import dev.ballast.telemetry.ingest.SampleBatch;
import dev.ballast.telemetry.ingest.SampleSink;
import dev.ballast.telemetry.meter.Meter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/**
 * Keeps what the watch expected as series that charts can draw, {@value #BAND} with the ends {@code
 * expected}, {@code low} and {@code high}, and shows how the watch itself is doing.
 */
public final class WatchRecorder {

  /** What was expected of a place's own requests, by signal and end of the band. */
  public static final String BAND = "ballast_watch_band";

  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final double NANOS = 1e9;

  private final SampleSink sink;
  private final Watcher watcher;
  private final LongAdder nanos = new LongAdder();
  private Instant recorded = Instant.EPOCH;

  public WatchRecorder(SampleSink sink, Watcher watcher, Meter meter) {
    this.sink = sink;
    this.watcher = watcher;
    gauge(meter, "ballast_watch_series", "Series watched for anomalies.", r -> r.census().series());
    gauge(
        meter,
        "ballast_watch_learning_series",
        "Series too young to alarm.",
        r -> r.census().learning());
    gauge(
        meter,
        "ballast_watch_refused_series",
        "Series not watched because there are too many.",
        r -> r.census().refused());
    gauge(meter, "ballast_watch_open_anomalies", "Places with an anomaly.", r -> r.open().size());
    meter.gauge(
        "ballast_watch_seconds", "Time spent watching since the start.", () -> nanos.sum() / NANOS);
  }

  private void gauge(Meter meter, String name, String help, ToDoubleFunction<WatchReport> of) {
    meter.gauge(name, help, () -> of.applyAsDouble(watcher.report()));
  }

  /** Does a turn of the watch and counts its time. */
  public void timed(Runnable turn) {
    long start = System.nanoTime();
    try {
      turn.run();
    } finally {
      nanos.add(System.nanoTime() - start);
    }
  }

  /** Writes the bands of the newest turn, every few seconds. */
  public void record() {
    Instant at = watcher.report().at();
    if (Duration.between(recorded, at).compareTo(EVERY) < 0) {
      return;
    }
    recorded = at;
    SampleBatch batch = new SampleBatch(64);
    for (WatchLoop.Band band : watcher.bands()) {
      if (Double.isNaN(band.expected())) {
        continue;
      }
      add(batch, at, band, "expected", band.expected());
      add(batch, at, band, "low", band.low());
      add(batch, at, band, "high", band.high());
    }
    if (batch.size() > 0) {
      sink.append(batch);
    }
  }

  private static void add(
      SampleBatch batch, Instant at, WatchLoop.Band band, String end, double value) {
    Map<String, String> labels =
        Map.of(
            Labels.NAME,
            BAND,
            "service",
            band.series().place().service().value(),
            "cloud_region",
            band.series().place().region(),
            "signal",
            band.series().signal().id(),
            "end",
            end);
    batch.add(Labels.of(labels), at.toEpochMilli(), value);
  }
}
