// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ballast.stats.passage.Crossing;
import dev.ballast.stats.passage.FirstPassage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BacktestTest {

  private static final double[] NOTHING = {};

  /** Half of the futures reach the limit at step 1, none later. */
  private static Outcome outcome(int truth) {
    FirstPassage passage =
        FirstPassage.of(new double[][] {{0, 9, 0, 0}, {0, 0, 0, 0}}, NOTHING, Crossing.of(5));
    return new Outcome(false, false, passage, 2, 4, truth);
  }

  @Test
  void scoresByHand() {
    assertThat(outcome(1).brier()).isCloseTo(3 * 0.25 / 4, within(1e-12));
    assertThat(outcome(4).brier()).isCloseTo(3 * 0.25 / 4, within(1e-12));
    assertThat(outcome(1).brier(2)).isEqualTo(0.25);
    assertThat(outcome(1).brier(4)).isEqualTo(0.75);
    assertThat(outcome(1).logScore())
        .isCloseTo(-(Math.log(0.999) + 3 * Math.log(0.5)) / 4, within(1e-9));
  }

  @Test
  void givesEachDateTheShareOfItsProbabilityThatLiesInTheInterval() {
    assertThat(outcome(1).within80()).isCloseTo(0.8, within(1e-12));
    assertThat(outcome(4).within80()).isCloseTo(0.8, within(1e-12));
    assertThat(outcome(1).withinInclusive()).isTrue();
    assertThat(outcome(0).withinInclusive()).isFalse();
    assertThat(outcome(0).within80()).isZero();
  }

  @Test
  void theNaiveRuleContinuesAnExactLineAndSeason() {
    double[] y = new double[56];
    Arrays.setAll(y, t -> 10 + 0.5 * t + (t % 7 == 3 ? 4 : 0));
    double[] forecast = HoltWinters.forecast(y, 7, 14);
    for (int h = 0; h < 14; h++) {
      int t = 56 + h;
      assertThat(forecast[h]).isCloseTo(10 + 0.5 * t + (t % 7 == 3 ? 4 : 0), within(0.2));
    }
  }

  @Test
  void predictLinearContinuesTheLine() {
    Trial trial = new Trial("x", new double[] {9, 9, 1, 2, 3}, new double[] {4, 5, 6}, 1);
    assertThat(NaiveRule.predictLinear(trial)).containsExactly(4, 5, 6);
    assertThat(NaiveRule.first(new double[] {4, 5, 6}, 5)).isEqualTo(1);
    assertThat(NaiveRule.first(new double[] {4, 5, 6}, 7)).isEqualTo(3);
  }

  /** What docs/benchmarks.md promises, on the smallest open set. */
  @Test
  void keepsItsSkillOnNn5() {
    Path folder = Path.of(System.getProperty("ballast.shared", "../../shared")).resolve("data/nn5");
    assumeTrue(Files.isDirectory(folder), "needs " + folder + " (set -Dballast.shared)");
    TrialSet set = TrialSet.in(folder, "", 0).getFirst();
    Backtest backtest = new Backtest(set);
    List<Outcome> outcomes =
        set.trials().stream()
            .flatMap(trial -> backtest.of(trial, 1).outcomes().stream())
            .filter(outcome -> !outcome.own())
            .toList();
    CapacityScore score = CapacityScore.of("nn5", set.trials().size(), 0, outcomes);
    assertThat(score.skill()).isGreaterThan(0.5);
    assertThat(score.within80()).isBetween(0.75, 0.85);
  }
}
