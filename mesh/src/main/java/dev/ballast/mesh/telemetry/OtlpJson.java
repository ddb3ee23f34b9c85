// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

import java.util.Arrays;
import java.util.List;

/** Spans as OTLP's JSON, github.com/open-telemetry/opentelemetry-proto, docs/specification.md. */
final class OtlpJson {

  private OtlpJson() {}

  static byte[] of(String meshName, List<MeshSpan> spans) {
    JsonBytes out = new JsonBytes(512 * spans.size() + 256);
    out.raw("{\"resourceSpans\":[{\"resource\":{\"attributes\":[");
    attribute(out, "service.name", "mesh-" + meshName);
    out.raw("]},\"scopeSpans\":[{\"scope\":{\"name\":\"dev.ballast.mesh\"},\"spans\":[");
    for (int i = 0; i < spans.size(); i++) {
      out.raw(i == 0 ? "" : ",");
      span(out, spans.get(i));
    }
    out.raw("]}]}]}");
    return Arrays.copyOf(out.bytes(), out.length());
  }

  /** Kind 1, internal: the pair of client and server spans is the caller's and the callee's. */
  private static void span(JsonBytes out, MeshSpan span) {
    out.raw("{\"traceId\":\"").hex(span.traceHigh()).hex(span.traceLow());
    out.raw("\",\"spanId\":\"").hex(span.span());
    if (span.parent() != 0) {
      out.raw("\",\"parentSpanId\":\"").hex(span.parent());
    }
    out.raw("\",\"kind\":1,\"name\":").text(span.method() + " " + span.destination());
    out.raw(",\"startTimeUnixNano\":\"").number(span.startNanos());
    out.raw("\",\"endTimeUnixNano\":\"").number(span.endNanos());
    out.raw("\",\"attributes\":[");
    attribute(out, "mesh.source", span.source());
    out.raw(",");
    attribute(out, "mesh.destination", span.destination());
    out.raw(",");
    attribute(out, "mesh.destination.version", span.version());
    out.raw(",");
    attribute(out, "url.path", span.path());
    out.raw(",");
    attribute(out, "mesh.response_flags", span.flags());
    out.raw(",");
    attribute(out, "http.response.status_code", span.status());
    out.raw(",");
    attribute(out, "mesh.attempts", span.attempts());
    out.raw("],\"status\":{\"code\":").number(span.status() >= 500 ? 2 : 0).raw("}}");
  }

  private static void attribute(JsonBytes out, String key, String value) {
    out.raw("{\"key\":\"").raw(key).raw("\",\"value\":{\"stringValue\":").text(value).raw("}}");
  }

  private static void attribute(JsonBytes out, String key, int value) {
    out.raw("{\"key\":\"").raw(key).raw("\",\"value\":{\"intValue\":\"").number(value).raw("\"}}");
  }
}
