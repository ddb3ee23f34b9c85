// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

/** A call as the mesh saw it, as a span. */
record MeshSpan(
    long traceHigh,
    long traceLow,
    long span,
    long parent,
    long startNanos,
    long endNanos,
    String source,
    String destination,
    String version,
    String method,
    String path,
    int status,
    String flags,
    int attempts) {

  static MeshSpan of(CallReport call, long endEpochNanos) {
    TraceContext trace = call.trace();
    return new MeshSpan(
        trace.high(),
        trace.low(),
        trace.span(),
        trace.parent(),
        endEpochNanos - call.durationNanos(),
        endEpochNanos,
        call.source(),
        call.destination(),
        call.version(),
        call.method(),
        call.path(),
        call.status(),
        call.flag().code(),
        call.attempts());
  }
}
