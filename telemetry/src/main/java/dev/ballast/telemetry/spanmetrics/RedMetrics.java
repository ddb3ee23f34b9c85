// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.spanmetrics;

import dev.ballast.telemetry.ingest.Appended;
import dev.ballast.telemetry.ingest.MetadataSink;
import dev.ballast.telemetry.ingest.SampleSink;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.query.Span;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Counts rate, errors and duration of every span, per service and per edge, as cumulative series
 * under the names of Grafana Tempo's metrics generator. Thread-safe.
 */
public final class RedMetrics {

  public RedMetrics(
      SampleSink sink,
      MetadataSink metadata,
      RedLimits limits,
      VersionSeen.Listener versions,
      Meter meter,
      InstantSource clock) {
    throw new UnsupportedOperationException();
  }

  /** Counts spans; call it once for each span, before anything is sampled away. */
  public void accept(List<Span> spans) {
    throw new UnsupportedOperationException();
  }

  /**
   * Gives up on halves of edges that waited too long, ends idle series, and writes every series'
   * value as of now. Call it at a fixed interval (5 s), from one thread at a time.
   */
  public Appended flush(Instant now) {
    throw new UnsupportedOperationException();
  }
}
