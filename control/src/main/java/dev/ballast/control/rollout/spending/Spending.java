// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.spending;

import dev.ballast.control.rollout.simulation.Cell;

/**
 * What many bad rollouts of one kind cost.
 *
 * @param remaining share of the error budget that was left
 * @param rollouts how many were asked for
 * @param ran how many of them the plan let begin
 * @param over how many of them cost more than the plan allowed
 * @param allowed bad requests beyond the usual ones that a rollout might cost
 * @param mean what they cost on average
 * @param most what the dearest one cost
 */
public record Spending(
    Cell cell,
    double remaining,
    int rollouts,
    int ran,
    int over,
    double allowed,
    double mean,
    double most) {

  public int refused() {
    return rollouts - ran;
  }

  /** Share of rollouts that cost too much; 0 when none was let go. */
  public double share() {
    return ran == 0 ? 0 : (double) over / ran;
  }
}
