// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.rollout.simulation.Cell.Onset;
import dev.ballast.stats.sequential.ArmCounts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArenaTest {

  private static final Cell TEN_TIMES =
      new Cell(50, TrafficModel.INDEPENDENT, 0.001, 0.01, Onset.START);

  @ParameterizedTest
  @ValueSource(doubles = {1, 3, 10})
  void trafficHasTheRatesThatItsCellSays(double burst) {
    Cell cell = new Cell(200, TrafficModel.bursts(burst), 0.002, 0.02, Onset.START);
    ArmCounts all = ArmCounts.NONE;
    for (int seed = 0; seed < 10; seed++) {
      Traffic traffic = new Traffic(cell, Trial.weights(), Trial.LENGTH, seed);
      for (int i = 0; i < Trial.LENGTH; i++) {
        all = all.plus(traffic.at(i, 1));
      }
    }
    assertThat(all.canaryShare()).isCloseTo(0.25, within(0.01));
    assertThat(all.baselineRate()).isCloseTo(0.002, within(0.0002));
    assertThat(all.canaryRate()).isCloseTo(0.02, within(0.002));
  }

  @Test
  void aRegressionUnderLoadWaitsForTheLoad() {
    Cell cell = new Cell(50, TrafficModel.INDEPENDENT, 0.001, 0.5, Onset.UNDER_LOAD);
    Traffic traffic = new Traffic(cell, Trial.weights(), Trial.LENGTH, 1);
    assertThat(traffic.bad(0, 1)).isFalse();
    assertThat(traffic.bad(0, 2)).isTrue();
  }

  @Test
  void theSameSeedGivesTheSameResultsWhateverElseIsRun() {
    CellResult alone = new Arena(20, 7).run(List.of(TEN_TIMES)).getFirst();
    CellResult second =
        new Arena(20, 7)
            .run(
                List.of(
                    new Cell(50, TrafficModel.INDEPENDENT, 0.001, 0.05, Onset.START), TEN_TIMES))
            .get(1);
    assertThat(second.ours().meanServed()).isEqualTo(alone.ours().meanServed());
    assertThat(second.ours().medianMinutes()).isEqualTo(alone.ours().medianMinutes());
    assertThat(second.of(Judge.FLAGGER).meanServed())
        .isEqualTo(alone.of(Judge.FLAGGER).meanServed());
  }

  @Test
  void ourJudgeFindsTenTimesTheErrorsAndFlaggersLoopTakesLonger() {
    CellResult result = new Arena(60, 3).run(List.of(TEN_TIMES)).getFirst();
    assertThat(result.ours().detected()).isGreaterThan(57);
    assertThat(result.ours().medianMinutes()).isLessThan(5);
    assertThat(result.of(Judge.FLAGGER).medianMinutes()).isGreaterThan(5);
    assertThat(result.enoughTraffic()).isTrue();
  }

  @Test
  void flaggersLoopRollsBackOneTickAfterItsLastAllowedFailure() {
    Cell cell = new Cell(50, TrafficModel.INDEPENDENT, 0.001, 1, Onset.START);
    Traffic traffic = new Traffic(cell, Trial.weights(), Trial.LENGTH, 5);
    Outcome outcome = Trial.run(traffic, new FlaggerLoop(FlaggerLoop.FIXED));
    assertThat(outcome.rolledBack()).isTrue();
    assertThat(outcome.seconds()).isEqualTo(6 * 60);
  }

  @Test
  void halfARequestASecondCannotShowThatACanaryIsHarmless() {
    Cell quiet = new Cell(0.5, TrafficModel.INDEPENDENT, 0.001, 0.001, Onset.START);
    assertThat(Reach.enough(quiet)).isFalse();
  }
}
