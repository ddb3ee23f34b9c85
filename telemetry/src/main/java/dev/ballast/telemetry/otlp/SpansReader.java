// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import dev.ballast.telemetry.query.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one trace request. Of a span's events only the first exception is kept, as the attributes
 * {@code exception.type} and {@code exception.message}; links are not kept. For one request; not
 * thread-safe.
 */
final class SpansReader {

  private static final int RESOURCE_SPANS = 1 << 3 | Wire.LENGTH;
  private static final int SCOPE_SPANS = 2 << 3 | Wire.LENGTH;
  private static final int SPAN = 2 << 3 | Wire.LENGTH;

  private static final int TRACE_ID = 1 << 3 | Wire.LENGTH;
  private static final int SPAN_ID = 2 << 3 | Wire.LENGTH;
  private static final int PARENT_SPAN_ID = 4 << 3 | Wire.LENGTH;
  private static final int NAME = 5 << 3 | Wire.LENGTH;
  private static final int KIND = 6 << 3 | Wire.VARINT;
  private static final int START = 7 << 3 | Wire.FIXED64;
  private static final int END = 8 << 3 | Wire.FIXED64;
  private static final int ATTRIBUTE = 9 << 3 | Wire.LENGTH;
  private static final int EVENT = 11 << 3 | Wire.LENGTH;
  private static final int STATUS = 15 << 3 | Wire.LENGTH;

  private static final int STATUS_MESSAGE = 2 << 3 | Wire.LENGTH;
  private static final int STATUS_CODE = 3 << 3 | Wire.VARINT;
  private static final int EVENT_NAME = 2 << 3 | Wire.LENGTH;
  private static final int EVENT_ATTRIBUTE = 3 << 3 | Wire.LENGTH;

  private static final List<String> EXCEPTION = List.of("exception.type", "exception.message");
  private static final Span.Kind[] KINDS = Span.Kind.values();
  private static final Span.Status[] STATUSES = Span.Status.values();

  private final KnownResources resources;
  private final List<Span> spans;
  private final Refusals refusals;

  private Span.Status status = Span.Status.UNSET;
  private String statusMessage = "";

  SpansReader(KnownResources resources, List<Span> spans, Refusals refusals) {
    this.resources = resources;
    this.spans = spans;
    this.refusals = refusals;
  }

  void read(byte[] body) {
    Wire wire = new Wire(body);
    while (wire.next()) {
      if (wire.tag() == RESOURCE_SPANS) {
        KnownResource resource = resources.ofMessage(wire);
        int outer = wire.enter();
        while (wire.next()) {
          if (wire.tag() == SCOPE_SPANS) {
            scopeSpans(wire, resource);
          } else {
            wire.skip();
          }
        }
        wire.leave(outer);
      } else {
        wire.skip();
      }
    }
  }

  private void scopeSpans(Wire wire, KnownResource resource) {
    int outer = wire.enter();
    while (wire.next()) {
      if (wire.tag() == SPAN) {
        span(wire, resource);
      } else {
        wire.skip();
      }
    }
    wire.leave(outer);
  }

  private void span(Wire wire, KnownResource resource) {
    String traceId = "";
    String spanId = "";
    String parent = "";
    String name = "";
    int kind = 0;
    long start = 0;
    long end = 0;
    status = Span.Status.UNSET;
    statusMessage = "";
    Map<String, String> attributes = new HashMap<>();
    Map<String, String> exception = Map.of();
    int outer = wire.enter();
    while (wire.next()) {
      switch (wire.tag()) {
        case TRACE_ID -> traceId = Ids.read(wire, Ids.TRACE_BYTES);
        case SPAN_ID -> spanId = Ids.read(wire, Ids.SPAN_BYTES);
        case PARENT_SPAN_ID -> parent = Ids.read(wire, Ids.SPAN_BYTES);
        case NAME -> name = wire.text();
        case KIND -> kind = (int) wire.varint();
        case START -> start = wire.fixed64();
        case END -> end = wire.fixed64();
        case ATTRIBUTE -> Attributes.into(attributes, wire);
        case EVENT -> exception = exception.isEmpty() ? exception(wire) : skipped(wire, exception);
        case STATUS -> status(wire);
        default -> wire.skip();
      }
    }
    wire.leave(outer);
    if (traceId.isEmpty() || spanId.isEmpty()) {
      refusals.add(Refusal.BAD_ID, 1, "span " + name);
      return;
    }
    if (start == 0) {
      refusals.add(Refusal.NO_TIMESTAMP, 1, "span " + name);
      return;
    }
    exception.forEach(attributes::putIfAbsent);
    spans.add(
        new Span(
            traceId,
            spanId,
            parent,
            resource.service(),
            name,
            kind >= 0 && kind < KINDS.length ? KINDS[kind] : Span.Kind.UNSPECIFIED,
            status,
            statusMessage,
            start,
            end,
            resource.attributes(),
            attributes));
  }

  private void status(Wire wire) {
    int outer = wire.enter();
    while (wire.next()) {
      switch (wire.tag()) {
        case STATUS_MESSAGE -> statusMessage = wire.text();
        case STATUS_CODE -> {
          long code = wire.varint();
          status = code >= 0 && code < STATUSES.length ? STATUSES[(int) code] : Span.Status.UNSET;
        }
        default -> wire.skip();
      }
    }
    wire.leave(outer);
  }

  /** What an exception event says; empty for any other event. */
  private static Map<String, String> exception(Wire wire) {
    String name = "";
    Map<String, String> attributes = new HashMap<>();
    int outer = wire.enter();
    while (wire.next()) {
      switch (wire.tag()) {
        case EVENT_NAME -> name = wire.text();
        case EVENT_ATTRIBUTE -> Attributes.into(attributes, wire);
        default -> wire.skip();
      }
    }
    wire.leave(outer);
    if (!name.equals("exception")) {
      return Map.of();
    }
    attributes.keySet().retainAll(EXCEPTION);
    return attributes;
  }

  private static Map<String, String> skipped(Wire wire, Map<String, String> same) {
    wire.skip();
    return same;
  }
}
