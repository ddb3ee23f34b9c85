// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.request;

import dev.ballast.mesh.gate.FaultDecision;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The service does its work, and its answer is replaced: what a caller sees that must not try
 * again.
 *
 * @param status 0 to keep the one of the service
 */
public record ErrorBody(int status, String body, String contentType) implements RequestFault {

  public ErrorBody {
    RequestFault.checkedStatus(status == 0 ? 200 : status);
    RequestFault.checkedBody(body);
  }

  @Override
  public boolean needsResponse() {
    return true;
  }

  @Override
  public FaultDecision decide(int seen, Supplier<RandomGenerator> random) {
    return new FaultDecision.Abort(
        status == 0 ? seen : status,
        -1,
        contentType.isEmpty() ? Map.of() : Map.of("content-type", contentType),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
