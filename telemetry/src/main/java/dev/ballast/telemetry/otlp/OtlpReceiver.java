// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import dev.ballast.telemetry.ingest.LogSink;
import dev.ballast.telemetry.ingest.MetadataSink;
import dev.ballast.telemetry.ingest.SampleSink;
import dev.ballast.telemetry.ingest.SpanSink;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.spanmetrics.RedMetrics;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.time.InstantSource;

/**
 * Takes OTLP export requests, whatever carried them, and hands their content to the sinks. A body
 * is taken in whole or refused in whole; single items in it may be refused, as the receipt says.
 * Thread-safe; calls block until what was accepted is durable.
 *
 * <p>Every method throws {@link MalformedBodyException}, {@link BodyTooLargeException} or {@link
 * dev.ballast.telemetry.ingest.StoreFullException}; each is counted before it is thrown.
 */
public final class OtlpReceiver {

  /** Where things go. */
  public record Sinks(
      SampleSink samples, MetadataSink metadata, SpanSink spans, LogSink logs, RedMetrics red) {}

  public OtlpReceiver(Sinks sinks, OtlpLimits limits, Meter meter, InstantSource clock) {
    throw new UnsupportedOperationException();
  }

  /** Takes a decompressed OTLP/HTTP body of {@code /v1/metrics}. */
  public Receipt metrics(byte[] body, Encoding encoding) {
    throw new UnsupportedOperationException();
  }

  public Receipt metrics(ExportMetricsServiceRequest request) {
    throw new UnsupportedOperationException();
  }

  /** Takes a decompressed OTLP/HTTP body of {@code /v1/traces}. */
  public Receipt traces(byte[] body, Encoding encoding) {
    throw new UnsupportedOperationException();
  }

  public Receipt traces(ExportTraceServiceRequest request) {
    throw new UnsupportedOperationException();
  }

  /** Takes a decompressed OTLP/HTTP body of {@code /v1/logs}. */
  public Receipt logs(byte[] body, Encoding encoding) {
    throw new UnsupportedOperationException();
  }

  public Receipt logs(ExportLogsServiceRequest request) {
    throw new UnsupportedOperationException();
  }

  /**
   * The body of a refusal (google.rpc.Status), as OTLP/HTTP wants it beside 4xx and 5xx.
   *
   * @param code a gRPC status code, such as 3 (INVALID_ARGUMENT) or 8 (RESOURCE_EXHAUSTED)
   */
  public static byte[] refusal(int code, String message, Encoding encoding) {
    throw new UnsupportedOperationException();
  }
}
