// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

import java.time.Duration;
import java.time.Instant;

/**
 * Where a rollout stands: everything that must survive a restart.
 *
 * @param stage index of the stage whose weight is set
 * @param watched time of this stage that was judged; time on hold does not count
 * @param lastCheck when it was last looked at
 */
public record StageState(Phase phase, int stage, Duration watched, Instant lastCheck) {

  /** What happens with the traffic. */
  public enum Phase {
    RUNNING,
    /** Every stage passed: the canary is the new version. */
    PROMOTED,
    ROLLED_BACK,
    /** The evidence does not suffice at this traffic: the weight stays until somebody decides. */
    ASKING
  }

  /** The first stage, just begun. */
  public static StageState begin(Instant at) {
    return new StageState(Phase.RUNNING, 0, Duration.ZERO, at);
  }
}
