// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.spending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.rollout.simulation.Cell;
import dev.ballast.control.rollout.simulation.Cell.Onset;
import dev.ballast.control.rollout.simulation.TrafficModel;
import dev.ballast.testkit.Effort;
import org.junit.jupiter.api.Test;

final class SpendingTrialsTest {

  private static final long SEED = 1;
  private static final int ROLLOUTS = Effort.runs(20, 60);
  private static final double TIGHT = 0.001;

  private static Cell bad(TrafficModel model) {
    return new Cell(500, model, 0.001, 0.5, Onset.START);
  }

  private static Spending run(Cell cell, double remaining) {
    return new SpendingTrials(ROLLOUTS, SEED).run(cell, remaining);
  }

  @Test
  void badRolloutsKeepToATightBudget() {
    Spending spending = run(bad(TrafficModel.INDEPENDENT), TIGHT);
    assertThat(spending.ran()).isEqualTo(ROLLOUTS);
    assertThat(spending.over()).isZero();
    assertThat(spending.mean()).isBetween(1.0, spending.allowed());
  }

  @Test
  void keepsToItWhenFailuresComeInClusters() {
    assertThat(run(bad(TrafficModel.bursts(10)), TIGHT).over()).isLessThanOrEqualTo(1);
  }

  /** Ten requests in a hundred seconds are not worth the risk of a whole rollout. */
  @Test
  void letsNothingBeginWhenOnePercentOfTheTrafficIsTooDear() {
    Spending spending =
        run(new Cell(0.5, TrafficModel.INDEPENDENT, 0.001, 0.5, Onset.START), TIGHT);
    assertThat(spending.refused()).isEqualTo(ROLLOUTS);
    assertThat(spending.share()).isZero();
  }

  @Test
  void countsInBadRequestsBeyondTheUsualOnes() {
    double budget = 5 * 0.001 * 500 * 30 * 86_400;
    assertThat(run(bad(TrafficModel.INDEPENDENT), 0.5).allowed()).isEqualTo(0.1 * 0.5 * budget);
  }
}
