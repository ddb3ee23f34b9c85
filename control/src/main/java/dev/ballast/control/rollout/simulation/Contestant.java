// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.simulation;

import dev.ballast.control.rollout.StageEvent;
import dev.ballast.stats.sequential.ArmCounts;
import java.time.Instant;

/** A judge in a simulated rollout; a new one for each. */
interface Contestant {

  /** Intervals between two looks. */
  int every();

  /**
   * Says what the machine is to do after a look.
   *
   * @param stage the stage whose weight was set
   * @param counts since the last look
   */
  StageEvent look(Instant at, int stage, ArmCounts counts);
}
