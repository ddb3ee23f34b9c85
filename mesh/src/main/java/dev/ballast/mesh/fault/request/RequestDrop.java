// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.request;

import dev.ballast.mesh.gate.FaultDecision;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The request vanishes: no answer, until somebody's time is up. */
public record RequestDrop() implements RequestFault {

  @Override
  public FaultDecision decide(int status, Supplier<RandomGenerator> random) {
    return new FaultDecision.Drop();
  }
}
