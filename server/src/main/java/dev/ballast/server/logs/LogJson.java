// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.logs;

import dev.ballast.telemetry.query.LogRecord;
import java.time.Instant;
import java.util.Map;

/** A log record as the API writes it. */
public record LogJson(
    Instant at,
    String service,
    String traceId,
    String spanId,
    int severity,
    String severityText,
    String body,
    Map<String, String> resource,
    Map<String, String> attributes) {

  public static LogJson of(LogRecord log) {
    return new LogJson(
        log.time(),
        log.service(),
        log.traceId(),
        log.spanId(),
        log.severity(),
        log.severityText(),
        log.body(),
        log.resource(),
        log.attributes());
  }
}
