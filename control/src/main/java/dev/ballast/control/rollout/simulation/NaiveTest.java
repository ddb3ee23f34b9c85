// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.simulation;

import dev.ballast.control.rollout.StageEvent;
import dev.ballast.stats.sequential.ArmCounts;
import java.time.Instant;

/**
 * A z-test of two proportions at 1 %, one-sided, on all counts so far, repeated every minute as if
 * it were done once: what a team writes first.
 */
final class NaiveTest implements Contestant {

  private static final double QUANTILE = 2.3263478740408408;

  private ArmCounts all = ArmCounts.NONE;

  @Override
  public int every() {
    return 6;
  }

  @Override
  public StageEvent look(Instant at, int stage, ArmCounts counts) {
    all = all.plus(counts);
    double canary = all.canaryTotal();
    double baseline = all.baselineTotal();
    double pooled = (all.canaryBad() + all.baselineBad()) / (canary + baseline);
    double spread = Math.sqrt(pooled * (1 - pooled) * (1 / canary + 1 / baseline));
    return (all.canaryRate() - all.baselineRate()) / spread > QUANTILE
        ? Opinion.worse(at)
        : Opinion.good(at);
  }
}
