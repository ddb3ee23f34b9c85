// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.telemetry.query.Span;
import dev.ballast.telemetry.query.Span.Kind;
import dev.ballast.telemetry.query.Span.Status;
import java.util.Map;

/** A span as bytes; RocksDB's compression sees to the text that neighbours share. */
final class SpanCodec {

  private static final Kind[] KINDS = Kind.values();
  private static final Status[] STATUSES = Status.values();
  private static final int VERSION = 1;

  private SpanCodec() {}

  static byte[] encode(Span span, byte[] traceId, byte[] spanId) {
    byte[] parent = Hours.id(span.parentSpanId(), 8);
    return new Wire(512)
        .put(VERSION)
        .put(traceId)
        .put(spanId)
        .putFixed(span.startNanos())
        .put(span.service())
        .put(parent == null ? 0 : 1)
        .put(parent == null ? new byte[0] : parent)
        .put(span.kind().ordinal() << 4 | span.status().ordinal())
        .putSigned(span.endNanos() - span.startNanos())
        .put(span.name())
        .put(span.statusMessage())
        .put(span.resource())
        .put(span.attributes())
        .toBytes();
  }

  static Span decode(byte[] bytes) {
    WireReader in = new WireReader(bytes);
    if (in.get() != VERSION) {
      throw new IllegalArgumentException("span: unknown version");
    }
    String traceId = Hours.hex(in.getBytes(16));
    String spanId = Hours.hex(in.getBytes(8));
    long start = in.getFixed();
    String service = in.getText();
    String parent = in.get() == 0 ? "" : Hours.hex(in.getBytes(8));
    int kindAndStatus = in.get();
    long end = start + in.getSigned();
    String name = in.getText();
    String message = in.getText();
    Map<String, String> resource = in.getMap();
    Map<String, String> attributes = in.getMap();
    return new Span(
        traceId,
        spanId,
        parent,
        service,
        name,
        KINDS[kindAndStatus >> 4],
        STATUSES[kindAndStatus & 0xf],
        message,
        start,
        end,
        resource,
        attributes);
  }

  /** Puts an encoded span under its keys. */
  static void put(Batch batch, byte[] span) {
    WireReader in = new WireReader(span);
    in.get();
    byte[] traceId = in.getBytes(16);
    byte[] spanId = in.getBytes(8);
    long start = in.getFixed();
    byte[] hour = Blocks.prefix(Hours.of(start));
    byte[] service = Hours.service(in.getText());
    batch.put(Family.SPANS, Hours.join(hour, traceId, Hours.number(start), spanId), span);
    batch.put(
        Family.SPANS_BY_SERVICE,
        Hours.join(hour, service, Hours.inverted(start), traceId, spanId),
        new byte[0]);
  }
}
