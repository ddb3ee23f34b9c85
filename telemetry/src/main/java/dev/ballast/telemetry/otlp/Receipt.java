// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.nio.charset.StandardCharsets;

/**
 * What became of one export request; everything accepted is as durable as its sink promises.
 *
 * @param accepted samples, spans or log records taken
 * @param rejected data points, spans or log records refused for good: the sender must not retry
 * @param message says why things were refused, by reason and count; empty when nothing was
 */
public record Receipt(Signal signal, long accepted, long rejected, String message) {

  /** The answer's body for OTLP/HTTP, status 200. */
  public byte[] body(Encoding encoding) {
    return switch (encoding) {
      case JSON -> json().getBytes(StandardCharsets.UTF_8);
      case PROTOBUF ->
          switch (signal) {
            case METRICS -> metricsResponse().toByteArray();
            case TRACES -> traceResponse().toByteArray();
            case LOGS -> logsResponse().toByteArray();
          };
    };
  }

  public ExportMetricsServiceResponse metricsResponse() {
    ExportMetricsServiceResponse.Builder response = ExportMetricsServiceResponse.newBuilder();
    if (partial()) {
      response.setPartialSuccess(
          ExportMetricsPartialSuccess.newBuilder()
              .setRejectedDataPoints(rejected)
              .setErrorMessage(message));
    }
    return response.build();
  }

  public ExportTraceServiceResponse traceResponse() {
    ExportTraceServiceResponse.Builder response = ExportTraceServiceResponse.newBuilder();
    if (partial()) {
      response.setPartialSuccess(
          ExportTracePartialSuccess.newBuilder()
              .setRejectedSpans(rejected)
              .setErrorMessage(message));
    }
    return response.build();
  }

  public ExportLogsServiceResponse logsResponse() {
    ExportLogsServiceResponse.Builder response = ExportLogsServiceResponse.newBuilder();
    if (partial()) {
      response.setPartialSuccess(
          ExportLogsPartialSuccess.newBuilder()
              .setRejectedLogRecords(rejected)
              .setErrorMessage(message));
    }
    return response.build();
  }

  private boolean partial() {
    return rejected > 0 || !message.isEmpty();
  }

  private String json() {
    if (!partial()) {
      return "{}";
    }
    return "{\"partialSuccess\":{\"%s\":\"%d\",\"errorMessage\":%s}}"
        .formatted(signal.rejectedField(), rejected, Attributes.quoted(message));
  }
}
