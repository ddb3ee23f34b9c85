// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.query;

import java.time.Instant;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Which log records are wanted; what is empty asks for nothing.
 *
 * @param trace 32 hex digits
 * @param severity the least, OpenTelemetry's number; 0 for any, those of unknown severity included
 * @param text what body or an attribute holds, whatever the case
 * @param body what a body has to be like
 */
public record LogSearch(
    String service,
    String trace,
    int severity,
    String text,
    Predicate<String> body,
    Instant from,
    Instant to) {

  private enum AnyBody implements Predicate<String> {
    ANY;

    @Override
    public boolean test(String body) {
      return true;
    }
  }

  public static LogSearch between(Instant from, Instant to) {
    return new LogSearch("", "", 0, "", AnyBody.ANY, from, to);
  }

  public LogSearch {
    text = text.toLowerCase(Locale.ROOT);
  }

  public LogSearch ofService(String value) {
    return new LogSearch(value, trace, severity, text, body, from, to);
  }

  public LogSearch ofTrace(String value) {
    return new LogSearch(service, value, severity, text, body, from, to);
  }

  public LogSearch atLeast(int value) {
    return new LogSearch(service, trace, value, text, body, from, to);
  }

  public LogSearch holding(String value) {
    return new LogSearch(service, trace, severity, value, body, from, to);
  }

  public LogSearch withBody(Predicate<String> value) {
    return new LogSearch(service, trace, severity, text, value, from, to);
  }

  /** Whether any record of its service and time is wanted. */
  public boolean isWide() {
    return trace.isEmpty() && severity == 0 && text.isEmpty() && body instanceof AnyBody;
  }

  /** Whether a record is wanted. */
  public boolean accepts(LogRecord log) {
    return (service.isEmpty() || service.equals(log.service()))
        && (trace.isEmpty() || trace.equals(log.traceId()))
        && log.severity() >= severity
        && !log.time().isBefore(from)
        && !log.time().isAfter(to)
        && holdsText(log)
        && body.test(log.body());
  }

  private boolean holdsText(LogRecord log) {
    return text.isEmpty()
        || holds(log.body())
        || log.attributes().values().stream().anyMatch(this::holds);
  }

  private boolean holds(String value) {
    return value.toLowerCase(Locale.ROOT).contains(text);
  }
}
