// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.simulation;

import dev.ballast.control.rollout.StageState.Phase;

/**
 * How a simulated rollout ended.
 *
 * @param phase RUNNING when the simulation's time was over
 * @param sawTheRegression whether the canary ever was bad before the end
 * @param seconds from the moment the canary became bad, or else from the beginning, to the end
 * @param served bad requests that the canary answered from its becoming bad until then
 */
public record Outcome(Phase phase, boolean sawTheRegression, double seconds, long served) {

  public boolean rolledBack() {
    return phase == Phase.ROLLED_BACK;
  }
}
