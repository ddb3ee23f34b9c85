// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.telemetry.query.LogRecord;
import dev.ballast.telemetry.query.LogSearch;
import java.util.Map;
import java.util.zip.CRC32C;

/** A log record as bytes. */
final class LogCodec {

  private static final int VERSION = 1;

  private LogCodec() {}

  static byte[] encode(LogRecord log) {
    return new Wire(512)
        .put(VERSION)
        .putFixed(log.timeNanos())
        .put(log.service())
        .put(log.traceId())
        .put(log.spanId())
        .putUnsigned(log.severity())
        .put(log.severityText())
        .put(log.body())
        .put(log.resource())
        .put(log.attributes())
        .toBytes();
  }

  static LogRecord decode(byte[] bytes) {
    WireReader in = new WireReader(bytes);
    if (in.get() != VERSION) {
      throw new IllegalArgumentException("log record: unknown version");
    }
    long time = in.getFixed();
    String service = in.getText();
    String traceId = in.getText();
    String spanId = in.getText();
    int severity = (int) in.getUnsigned();
    String severityText = in.getText();
    String body = in.getText();
    Map<String, String> resource = in.getMap();
    Map<String, String> attributes = in.getMap();
    return new LogRecord(
        time, service, traceId, spanId, severity, severityText, body, resource, attributes);
  }

  /** Whether a record of the right service and time is wanted; what is damaged is not. */
  static boolean matches(byte[] record, LogSearch search) {
    try {
      if (search.severity() > 0 && severity(record) < search.severity()) {
        return false;
      }
      return search.accepts(decode(record));
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static int severity(byte[] record) {
    WireReader in = new WireReader(record);
    in.get();
    in.getFixed();
    in.skipText();
    in.skipText();
    in.skipText();
    return (int) in.getUnsigned();
  }

  /** Puts an encoded record under its keys; equal records of the same nanosecond are one. */
  static void put(Batch batch, byte[] record) {
    WireReader in = new WireReader(record);
    in.get();
    long time = in.getFixed();
    byte[] service = Hours.service(in.getText());
    byte[] traceId = Hours.id(in.getText(), 16);
    byte[] hour = Blocks.prefix(Hours.of(time));
    byte[] hash = Hours.number(hash(record));
    batch.put(Family.LOGS, key(hour, service, time, hash), record);
    if (traceId != null) {
      byte[] key = Hours.join(hour, traceId, Hours.number(time), hash);
      batch.put(Family.LOGS_BY_TRACE, key, service);
    }
  }

  static byte[] key(byte[] hour, byte[] service, long time, byte[] hash) {
    return Hours.join(hour, service, Hours.inverted(time), hash);
  }

  private static long hash(byte[] record) {
    CRC32C crc = new CRC32C();
    crc.update(record, 0, record.length);
    long hash = 0xcbf29ce484222325L;
    for (byte b : record) {
      hash = (hash ^ b) * 0x100000001b3L;
    }
    return hash ^ crc.getValue() << 32;
  }
}
