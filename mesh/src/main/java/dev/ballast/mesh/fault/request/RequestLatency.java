// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.request;

import dev.ballast.mesh.gate.FaultDecision;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The request goes on later: by the delay, give or take a jitter drawn evenly. */
public record RequestLatency(Duration delay, Duration jitter) implements RequestFault {

  private static final Duration LONGEST = Duration.ofHours(1);

  public RequestLatency {
    checked("delay", delay);
    checked("jitter", jitter);
  }

  @Override
  public FaultDecision decide(int status, Supplier<RandomGenerator> random) {
    long spread = jitter.toNanos();
    long wait = delay.toNanos() + (spread == 0 ? 0 : random.get().nextLong(-spread, spread + 1));
    return wait <= 0 ? FaultDecision.PASS : new FaultDecision.Delay(wait, FaultDecision.PASS);
  }

  private static void checked(String name, Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: 0 s to " + LONGEST.toSeconds() + " s)");
    }
  }
}
