// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import dev.ballast.telemetry.query.LogRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads one logs request. For one request; not thread-safe. */
final class LogsReader {

  private static final int RESOURCE_LOGS = 1 << 3 | Wire.LENGTH;
  private static final int SCOPE_LOGS = 2 << 3 | Wire.LENGTH;
  private static final int RECORD = 2 << 3 | Wire.LENGTH;

  private static final int TIME = 1 << 3 | Wire.FIXED64;
  private static final int SEVERITY_NUMBER = 2 << 3 | Wire.VARINT;
  private static final int SEVERITY_TEXT = 3 << 3 | Wire.LENGTH;
  private static final int BODY = 5 << 3 | Wire.LENGTH;
  private static final int ATTRIBUTE = 6 << 3 | Wire.LENGTH;
  private static final int TRACE_ID = 9 << 3 | Wire.LENGTH;
  private static final int SPAN_ID = 10 << 3 | Wire.LENGTH;
  private static final int OBSERVED_TIME = 11 << 3 | Wire.FIXED64;
  private static final int EVENT_NAME = 12 << 3 | Wire.LENGTH;

  private final KnownResources resources;
  private final List<LogRecord> records;
  private final long nowNanos;

  /**
   * @param nowNanos the time of records that carry none
   */
  LogsReader(KnownResources resources, List<LogRecord> records, long nowNanos) {
    this.resources = resources;
    this.records = records;
    this.nowNanos = nowNanos;
  }

  void read(byte[] body) {
    Wire wire = new Wire(body);
    while (wire.next()) {
      if (wire.tag() == RESOURCE_LOGS) {
        KnownResource resource = resources.ofMessage(wire);
        int outer = wire.enter();
        while (wire.next()) {
          if (wire.tag() == SCOPE_LOGS) {
            scopeLogs(wire, resource);
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

  private void scopeLogs(Wire wire, KnownResource resource) {
    int outer = wire.enter();
    while (wire.next()) {
      if (wire.tag() == RECORD) {
        record(wire, resource);
      } else {
        wire.skip();
      }
    }
    wire.leave(outer);
  }

  private void record(Wire wire, KnownResource resource) {
    long time = 0;
    long observed = 0;
    long severity = 0;
    String severityText = "";
    String body = "";
    String traceId = "";
    String spanId = "";
    String event = "";
    Map<String, String> attributes = new HashMap<>();
    int outer = wire.enter();
    while (wire.next()) {
      switch (wire.tag()) {
        case TIME -> time = wire.fixed64();
        case OBSERVED_TIME -> observed = wire.fixed64();
        case SEVERITY_NUMBER -> severity = wire.varint();
        case SEVERITY_TEXT -> severityText = wire.text();
        case BODY -> body = Attributes.value(wire);
        case ATTRIBUTE -> Attributes.into(attributes, wire);
        case TRACE_ID -> traceId = Ids.read(wire, Ids.TRACE_BYTES);
        case SPAN_ID -> spanId = Ids.read(wire, Ids.SPAN_BYTES);
        case EVENT_NAME -> event = wire.text();
        default -> wire.skip();
      }
    }
    wire.leave(outer);
    if (!event.isEmpty()) {
      attributes.putIfAbsent("event.name", event);
    }
    records.add(
        new LogRecord(
            time != 0 ? time : observed != 0 ? observed : nowNanos,
            resource.service(),
            traceId,
            spanId,
            severity >= 1 && severity <= 24 ? (int) severity : 0,
            severityText,
            body,
            resource.attributes(),
            attributes));
  }
}
