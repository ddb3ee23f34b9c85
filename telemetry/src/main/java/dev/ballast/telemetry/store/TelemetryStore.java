// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.telemetry.ingest.Appended;
import dev.ballast.telemetry.ingest.LogSink;
import dev.ballast.telemetry.ingest.SampleBatch;
import dev.ballast.telemetry.ingest.SampleSink;
import dev.ballast.telemetry.ingest.SpanSink;
import dev.ballast.telemetry.query.LogQuery;
import dev.ballast.telemetry.query.TraceQuery;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * The embedded store of one process. What an append accepted is on disk when it returns, and
 * survives the process being killed at any moment. All methods may be called from any thread.
 */
public final class TelemetryStore implements SampleSink, AutoCloseable {

  private TelemetryStore() {}

  /**
   * Opens or creates the store in a directory of its own.
   *
   * @throws StoreException when the directory is in use, or was written by a newer version
   */
  public static TelemetryStore open(Path directory, StoreOptions options, InstantSource clock) {
    throw new UnsupportedOperationException(directory + " " + options + clock);
  }

  @Override
  public Appended append(SampleBatch batch) {
    throw new UnsupportedOperationException();
  }

  /** The samples, for the engine. */
  public StoredMetrics metrics() {
    throw new UnsupportedOperationException();
  }

  public SpanSink spanSink() {
    throw new UnsupportedOperationException();
  }

  public TraceQuery traces() {
    throw new UnsupportedOperationException();
  }

  public LogSink logSink() {
    throw new UnsupportedOperationException();
  }

  public LogQuery logs() {
    throw new UnsupportedOperationException();
  }

  public StoreStats stats(int topN) {
    throw new UnsupportedOperationException("" + topN);
  }

  /** What was found damaged since the store was opened. */
  public List<Damage> damage() {
    throw new UnsupportedOperationException();
  }

  /** Applies retention, frees memory and writes a checkpoint when one is due. */
  public void tidy() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
