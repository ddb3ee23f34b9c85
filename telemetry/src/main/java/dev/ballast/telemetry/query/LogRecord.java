// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.query;

import java.time.Instant;
import java.util.Map;

/**
 * One log record in OpenTelemetry's data model, attributes as text.
 *
 * @param traceId 32 hex digits; empty without a trace
 * @param severity OpenTelemetry's severity number, 1..24; 0 when unknown
 */
public record LogRecord(
    long timeNanos,
    String service,
    String traceId,
    String spanId,
    int severity,
    String severityText,
    String body,
    Map<String, String> resource,
    Map<String, String> attributes) {

  public LogRecord {
    resource = Map.copyOf(resource);
    attributes = Map.copyOf(attributes);
  }

  public Instant time() {
    return Instant.ofEpochSecond(0, timeNanos);
  }
}
