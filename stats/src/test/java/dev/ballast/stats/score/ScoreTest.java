// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScoreTest {

  private static final double NONE = Double.NaN;

  @Test
  void smapeIsTheShareOfTheMeanSize() {
    // 200 * (10/210 + 0/100) / 2 = 4.7619...
    double smape = Accuracy.smape(new double[] {100, 50}, new double[] {110, 50});
    assertThat(smape).isCloseTo(100.0 * 10 / 210, within(1e-12));
    assertThat(Accuracy.smape(new double[] {0}, new double[] {0})).isZero();
    assertThat(Accuracy.smape(new double[] {0}, new double[] {5})).isEqualTo(200);
  }

  @Test
  void maseScalesByTheHistorysOwnSeasonalDifferences() {
    // season 2: |3-1|, |5-2|, |3-3| = 2, 3, 0; mean 5/3.
    double scale = Accuracy.scale(new double[] {1, 2, 3, 5, 3}, 2);
    assertThat(scale).isCloseTo(5 / 3.0, within(1e-12));
    assertThat(Accuracy.mae(new double[] {4, 6}, new double[] {5, 3}) / scale)
        .isCloseTo(1.2, within(1e-12));
    assertThat(Accuracy.scale(new double[] {1}, 12)).isZero();
  }

  @Test
  void owaIsTheMeanOfTwoShares() {
    // The winner of M4 on hourly series, from the organisers' table: 0.440.
    assertThat(Accuracy.owa(9.328, 0.893, 18.383, 2.395)).isCloseTo(0.440, within(5e-4));
  }

  @Test
  void missingActualValuesDoNotCount() {
    double[] actual = {NONE, 4};
    assertThat(Accuracy.mae(actual, new double[] {9, 5})).isEqualTo(1);
    assertThat(Bands.steps(actual)).isEqualTo(1);
    assertThat(Bands.covered(actual, new double[] {0, 0}, new double[] {9, 9})).isEqualTo(1);
  }

  @Test
  void intervalScoreIsWidthPlusFortyTimesTheMiss() {
    double[] low = {0, 0, 0};
    double[] high = {10, 10, 10};
    assertThat(Bands.intervalScore(new double[] {5}, low, high, 0.95)).isEqualTo(10);
    assertThat(Bands.intervalScore(new double[] {11, 5, -2}, low, high, 0.95))
        .isCloseTo(10 + 40 * 3 / 3.0, within(1e-9));
    assertThat(Bands.covered(new double[] {11, 10, 0}, low, high)).isEqualTo(2);
  }

  @Test
  void naive2IsTheLastValueWithoutASeason() {
    assertThat(Naive2.forecast(new double[] {3, 1, 4}, 12, 2)).containsExactly(4, 4);
  }

  @Test
  void naive2PutsTheSeasonOnTheLastLevel() {
    double[] factors = {0.5, 1, 1.5, 1};
    double[] y = new double[40];
    java.util.Arrays.setAll(y, t -> 20 * factors[t % 4]);
    double[] forecast = Naive2.forecast(y, 4, 4);
    for (int h = 0; h < 4; h++) {
      assertThat(forecast[h]).isCloseTo(20 * factors[h], within(1e-9));
    }
  }

  @Test
  void seasonalNaiveRepeatsTheLastSeason() {
    assertThat(Naive2.seasonalNaive(new double[] {1, 2, 3, 4}, 3, 5))
        .containsExactly(2, 3, 4, 2, 3);
    assertThat(Naive2.seasonalNaive(new double[] {1, 2}, 3, 2)).containsExactly(2, 2);
  }
}
