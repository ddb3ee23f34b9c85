// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Small cases worked by hand from the published rules. */
final class NabScoreTest {

  private static final NabWindow WINDOW = new NabWindow(50, 59);

  @Test
  void silenceIsWorthNothingInEveryProfile() {
    for (NabProfile profile : NabProfile.ALL) {
      assertThat(score(profile).at(1).score()).isZero();
    }
  }

  @Test
  void theFirstRowOfEveryWindowIsPerfect() {
    for (NabProfile profile : NabProfile.ALL) {
      NabResult result = score(profile, 50).best();
      assertThat(result.score()).isCloseTo(100, within(1e-9));
      assertThat(result.detected()).isEqualTo(1);
      assertThat(result.falseAlerts()).isZero();
    }
  }

  /** Row 55 of 50..59 lies at -(59 - 55 + 1) / 10 = -0.5: s(-0.5) / s(-1) = 0.84828 / 0.98661. */
  @Test
  void aLateAlertIsPaidLess() {
    double worth = 0.8482836399575129 / 0.9866142981514305;
    assertThat(score(NabProfile.STANDARD, 55).at(1).score())
        .isCloseTo(100 * (worth + 1) / 2, within(1e-9));
    assertThat(score(NabProfile.LOW_FN, 55).at(1).score())
        .isCloseTo(100 * (worth + 2) / 3, within(1e-9));
  }

  @Test
  void onlyTheBestAlertOfAWindowCounts() {
    assertThat(score(NabProfile.STANDARD, 50, 51, 52, 59).at(1).score())
        .isCloseTo(100, within(1e-9));
  }

  @Test
  void everyAlertRowBeforeTheFirstWindowCostsItsFullWeight() {
    assertThat(score(NabProfile.STANDARD, 20, 21, 22, 50).at(1).score())
        .isCloseTo(100 * (1 - 3 * 0.11 + 1) / 2, within(1e-9));
    assertThat(score(NabProfile.LOW_FP, 20, 50).at(1).score())
        .isCloseTo(100 * (1 - 0.22 + 1) / 2, within(1e-9));
  }

  /** Row 62 is 3 / 9 widths behind: s(1/3) = -0.68226; row 90 is beyond three widths: -1. */
  @Test
  void anAlertShortlyAfterAWindowCostsLess() {
    assertThat(score(NabProfile.STANDARD, 50, 62).at(1).score())
        .isCloseTo(100 * (2 - 0.11 * 0.6822617902381697) / 2, within(1e-9));
    assertThat(score(NabProfile.STANDARD, 50, 90).at(1).score())
        .isCloseTo(100 * (2 - 0.11) / 2, within(1e-9));
  }

  @Test
  void rowsInProbationAreNeitherPaidNorCharged() {
    assertThat(score(NabProfile.STANDARD, 0, 14, 50).at(1).score()).isCloseTo(100, within(1e-9));
    assertThat(score(NabProfile.STANDARD, 15, 50).at(1).falseAlerts()).isEqualTo(1);
    assertThat(new NabSeries("long", new double[20_000], List.of()).probation()).isEqualTo(750);
  }

  @Test
  void theBestThresholdLeavesOutWhatCostsMoreThanItFinds() {
    double[] scores = new double[100];
    scores[50] = 0.9;
    scores[30] = 0.5;
    NabResult best = new NabScore(List.of(series(scores)), NabProfile.STANDARD).best();
    assertThat(best.threshold()).isEqualTo(0.9);
    assertThat(best.score()).isCloseTo(100, within(1e-9));
  }

  @Test
  void crossValidationTakesTheThresholdFromTheOtherSeries() {
    double[] loud = new double[100];
    loud[50] = 10;
    loud[30] = 5;
    double[] soft = new double[100];
    soft[50] = 4;
    NabScore score = new NabScore(List.of(series(loud), series(soft)), NabProfile.STANDARD);
    // loud is judged at 4 (found, one false alert), soft at 10 (missed)
    assertThat(score.crossValidated(2).score())
        .isCloseTo(100 * (1 - 0.11 - 1 + 2) / 4, within(1e-9));
    assertThat(score.best().score()).isCloseTo(100 * (2 - 0.11 + 2) / 4, within(1e-9));
  }

  @Test
  void aCorpusWithoutWindowsScoresNothing() {
    NabSeries quiet = new NabSeries("quiet", new double[100], List.of());
    assertThat(new NabScore(List.of(quiet), NabProfile.STANDARD).best().score()).isZero();
  }

  @Test
  void refusesWindowsThatOverlap() {
    assertThatThrownBy(
            () ->
                new NabSeries(
                    "s", new double[100], List.of(new NabWindow(5, 9), new NabWindow(9, 12))))
        .hasMessageContaining("expected: in order, apart");
  }

  private static NabScore score(NabProfile profile, int... alerts) {
    double[] scores = new double[100];
    for (int row : alerts) {
      scores[row] = 1;
    }
    return new NabScore(List.of(series(scores)), profile);
  }

  private static NabSeries series(double[] scores) {
    return new NabSeries("series", scores, List.of(WINDOW));
  }
}
