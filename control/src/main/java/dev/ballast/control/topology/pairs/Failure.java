// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.pairs;

import java.util.Set;

/** Which answers are the server's fault. */
final class Failure {

  /**
   * gRPC's codes that OpenTelemetry's conventions count as errors of a server: UNKNOWN,
   * DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS. NOT_FOUND and its like are
   * answers.
   */
  private static final Set<String> GRPC = Set.of("2", "4", "12", "13", "14", "15");

  private Failure() {}

  static boolean http(String status) {
    return status.length() == 3 && status.charAt(0) == '5';
  }

  static boolean grpc(String code) {
    return GRPC.contains(code);
  }
}
