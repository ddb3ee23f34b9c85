// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.request;

import dev.ballast.mesh.gate.FaultDecision;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The caller's connection is reset instead of an answer. */
public record RequestReset() implements RequestFault {

  @Override
  public FaultDecision decide(int status, Supplier<RandomGenerator> random) {
    return new FaultDecision.Reset();
  }
}
