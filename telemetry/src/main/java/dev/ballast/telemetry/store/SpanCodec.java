// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.telemetry.query.Span;
import dev.ballast.telemetry.query.Span.Kind;
import dev.ballast.telemetry.query.Span.Status;
import java.util.List;
import java.util.Map;

/** A span as bytes; RocksDB's compression sees to the text that neighbours share. */
final class SpanCodec {

  // The position is what is stored: append only.
  private static final List<Kind> KINDS =
      List.of(
          Kind.UNSPECIFIED, Kind.INTERNAL, Kind.SERVER, Kind.CLIENT, Kind.PRODUCER, Kind.CONSUMER);
  private static final List<Status> STATUSES = List.of(Status.UNSET, Status.OK, Status.ERROR);

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
        .put(KINDS.indexOf(span.kind()) << 4 | STATUSES.indexOf(span.status()))
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
        KINDS.get(kindAndStatus >> 4),
        STATUSES.get(kindAndStatus & 0xf),
        message,
        start,
        end,
        resource,
        attributes);
  }

  /** Whether what the index by service says of a span is that it failed. */
  static boolean isFailed(byte[] mark) {
    return mark.length == 1 && mark[0] == STATUSES.indexOf(Status.ERROR);
  }

  /**
   * Puts an encoded span under its keys; the index by service says how it ended, so that failures
   * are found without reading what did not fail.
   */
  static void put(Batch batch, byte[] span) {
    WireReader in = new WireReader(span);
    in.get();
    byte[] traceId = in.getBytes(16);
    byte[] spanId = in.getBytes(8);
    long start = in.getFixed();
    byte[] hour = Blocks.prefix(Hours.of(start));
    byte[] service = Hours.service(in.getText());
    in.getBytes(in.get() == 0 ? 0 : 8);
    byte[] mark = {(byte) (in.get() & 0xf)};
    batch.put(Family.SPANS, Hours.join(hour, traceId, Hours.number(start), spanId), span);
    batch.put(
        Family.SPANS_BY_SERVICE,
        Hours.join(hour, service, Hours.inverted(start), traceId, spanId),
        mark);
  }
}
