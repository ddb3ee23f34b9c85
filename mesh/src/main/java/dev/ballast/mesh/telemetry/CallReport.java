// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

import dev.ballast.model.mesh.Protocol;

/** A call that has ended, as it is reported. Only valid during the call that it is handed to. */
public interface CallReport {

  /** Who called; {@code unknown} when nothing says so. */
  String source();

  String destination();

  /** The version that was chosen; empty when none was. */
  String version();

  String route();

  Protocol protocol();

  String method();

  /** Path with query. */
  String path();

  /** 0 when the client went away before there was one. */
  int status();

  /** -1 when the call is not gRPC, or ended without one. */
  int grpcStatus();

  Flag flag();

  long requestBytes();

  long responseBytes();

  long durationNanos();

  /** Tries that were made; 0 when none was. */
  int attempts();

  /** The endpoint that answered last; empty without one. */
  String endpoint();

  boolean mutualTls();

  /** A copy, of which no caller heard. */
  boolean mirrored();

  TraceContext trace();

  TraceState traceState();
}
