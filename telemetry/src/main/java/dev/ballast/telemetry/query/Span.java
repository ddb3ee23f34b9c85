// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.query;

import java.time.Instant;
import java.util.Map;

/**
 * One span, with its resource's and its own attributes as text.
 *
 * @param traceId 32 lower-case hex digits
 * @param spanId 16 lower-case hex digits
 * @param parentSpanId 16 hex digits; empty for a root
 * @param startNanos nanoseconds since the epoch
 */
public record Span(
    String traceId,
    String spanId,
    String parentSpanId,
    String service,
    String name,
    Kind kind,
    Status status,
    String statusMessage,
    long startNanos,
    long endNanos,
    Map<String, String> resource,
    Map<String, String> attributes) {

  /** OpenTelemetry's span kinds. */
  public enum Kind {
    UNSPECIFIED,
    INTERNAL,
    SERVER,
    CLIENT,
    PRODUCER,
    CONSUMER
  }

  /** OpenTelemetry's status codes. */
  public enum Status {
    UNSET,
    OK,
    ERROR
  }

  public Span {
    resource = Map.copyOf(resource);
    attributes = Map.copyOf(attributes);
  }

  public Instant start() {
    return Instant.ofEpochSecond(0, startNanos);
  }

  public double seconds() {
    return Math.max(0, endNanos - startNanos) / 1e9;
  }
}
