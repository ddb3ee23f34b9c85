// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.request;

import dev.ballast.mesh.gate.FaultDecision;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A fault of single requests. Values are checked when made. */
public sealed interface RequestFault
    permits Abort, ErrorBody, RequestDrop, RequestLatency, RequestReset {

  /** Largest body that a fault answers with. */
  int LARGEST_BODY = 64 << 10;

  /**
   * What becomes of a request.
   *
   * @param status of the response; 0 when there is none yet
   * @param random of this request alone; made only when asked for
   */
  FaultDecision decide(int status, Supplier<RandomGenerator> random);

  /** Whether it needs the response, so that the service has done its work. */
  default boolean needsResponse() {
    return false;
  }

  /** Checks a body. */
  static String checkedBody(String body) {
    if (body.length() > LARGEST_BODY) {
      throw new IllegalArgumentException(
          "body: " + body.length() + " characters (expected: <= " + LARGEST_BODY + ")");
    }
    return body;
  }

  /** Checks a status of HTTP. */
  static int checkedStatus(int status) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status: " + status + " (expected: 200 to 599)");
    }
    return status;
  }
}
