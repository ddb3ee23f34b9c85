// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.gate;

import java.util.Map;

/** What a fault does to one request or to its response. */
public sealed interface FaultDecision {

  FaultDecision PASS = new Pass();

  /** Nothing. */
  record Pass() implements FaultDecision {}

  /** Waits, then goes on as {@code then} says. */
  record Delay(long nanos, FaultDecision then) implements FaultDecision {}

  /**
   * Answers instead of the service. For gRPC the status is sent as {@code grpc-status} in a
   * response of 200.
   *
   * @param grpcStatus -1 when the call is not gRPC
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on as it is, and never compared.
  record Abort(int status, int grpcStatus, Map<String, String> headers, byte[] body)
      implements FaultDecision {
    public Abort {
      headers = Map.copyOf(headers);
    }
  }

  /** Never answers; the request ends with its timeout or with its client. */
  record Drop() implements FaultDecision {}

  /** Breaks the client's connection with a reset. */
  record Reset() implements FaultDecision {}
}
