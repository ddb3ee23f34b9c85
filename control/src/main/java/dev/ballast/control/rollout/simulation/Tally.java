// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.simulation;

import dev.ballast.control.rollout.StageState.Phase;
import dev.ballast.stats.sequential.Wilson;
import java.util.Arrays;

/** What a judge made of the rollouts of a cell. */
public final class Tally {

  private int rollouts;
  private int rolledBack;
  private int detected;
  private int promoted;
  private double served;
  private double[] minutes = new double[16];

  Tally() {}

  void add(Outcome outcome) {
    rollouts++;
    served += outcome.served();
    promoted += outcome.phase() == Phase.PROMOTED ? 1 : 0;
    if (!outcome.rolledBack()) {
      return;
    }
    rolledBack++;
    if (outcome.sawTheRegression()) {
      if (detected == minutes.length) {
        minutes = Arrays.copyOf(minutes, 2 * minutes.length);
      }
      minutes[detected++] = outcome.seconds() / 60;
    }
  }

  public int rollouts() {
    return rollouts;
  }

  /** Rollbacks before there was anything to find. */
  public int falseRollbacks() {
    return rolledBack - detected;
  }

  public int detected() {
    return detected;
  }

  public int promoted() {
    return promoted;
  }

  /** Neither promoted nor rolled back: a person is asked. */
  public int inconclusive() {
    return rollouts - rolledBack - promoted;
  }

  public double share(int count) {
    return (double) count / rollouts;
  }

  public Wilson bounds(int count) {
    return Wilson.of(count, rollouts);
  }

  /** Of those that were detected, from the onset; NaN when none was. */
  public double medianMinutes() {
    if (detected == 0) {
      return Double.NaN;
    }
    double[] sorted = Arrays.copyOf(minutes, detected);
    Arrays.sort(sorted);
    return (sorted[(detected - 1) / 2] + sorted[detected / 2]) / 2;
  }

  /** Bad requests that the canary served, on average over all rollouts. */
  public double meanServed() {
    return served / rollouts;
  }
}
