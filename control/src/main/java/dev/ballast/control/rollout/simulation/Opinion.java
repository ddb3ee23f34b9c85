// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.simulation;

import dev.ballast.control.rollout.StageEvent;
import dev.ballast.control.rollout.judge.Evidence;
import dev.ballast.control.rollout.judge.Verdict;
import dev.ballast.stats.sequential.ArmCounts;
import java.time.Instant;

/** Verdicts of judges that have no evidence of our kind. */
final class Opinion {

  private static final Evidence NONE =
      new Evidence("opponent", ArmCounts.NONE, ArmCounts.NONE, 1, 1, 0, 0, 1, 1, 1, 0);
  private static final Verdict PASS = new Verdict.Pass(NONE);
  private static final Verdict REGRESS = new Verdict.Regress(NONE);

  private Opinion() {}

  static StageEvent good(Instant at) {
    return new StageEvent.Checked(at, PASS);
  }

  static StageEvent worse(Instant at) {
    return new StageEvent.Checked(at, REGRESS);
  }

  static StageEvent wait(Instant at) {
    return new StageEvent.Halted(at, "the check failed");
  }
}
