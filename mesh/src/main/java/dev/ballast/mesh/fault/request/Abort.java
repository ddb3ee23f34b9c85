// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.request;

import dev.ballast.mesh.gate.FaultDecision;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The request is answered with an error and never reaches the service.
 *
 * @param grpcStatus for gRPC calls; -1 for none
 */
public record Abort(int status, int grpcStatus, String body, String contentType)
    implements RequestFault {

  public Abort {
    RequestFault.checkedStatus(status);
    RequestFault.checkedBody(body);
    if (grpcStatus < -1 || grpcStatus > 16) {
      throw new IllegalArgumentException("grpc_status: " + grpcStatus + " (expected: 0 to 16)");
    }
  }

  @Override
  public FaultDecision decide(int ignored, Supplier<RandomGenerator> random) {
    return new FaultDecision.Abort(
        status,
        grpcStatus,
        contentType.isEmpty() ? Map.of() : Map.of("content-type", contentType),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
