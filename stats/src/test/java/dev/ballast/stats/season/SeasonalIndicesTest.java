// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.season;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeasonalIndicesTest {

  @Test
  void takesAProductApartAndPutsItTogether() {
    double[] factors = {0.5, 1, 1.5, 1};
    double[] y = new double[24];
    Arrays.setAll(y, t -> 10 * factors[t % 4]);
    SeasonalIndices indices = SeasonalIndices.of(y, 4, true);
    for (int t = 0; t < y.length; t++) {
      assertThat(indices.remove(y[t], t)).isCloseTo(10, within(1e-9));
      assertThat(indices.restore(10, t)).isCloseTo(y[t], within(1e-9));
    }
  }

  @Test
  void takesASumApartAroundATrend() {
    double[] steps = {-3, 1, 2};
    double[] y = new double[30];
    Arrays.setAll(y, t -> 5 + 2 * t + steps[t % 3]);
    SeasonalIndices indices = SeasonalIndices.of(y, 3, false);
    for (int t = 0; t < y.length; t++) {
      assertThat(indices.remove(y[t], t)).isCloseTo(5 + 2 * t, within(1e-9));
    }
  }

  @Test
  void computesAutocorrelationAsByHand() {
    // 1 2 3 4: deviations -1.5 -0.5 0.5 1.5, sum of squares 5; lag 1: 0.75 - 0.25 + 0.75 = 1.25.
    Autocorrelation acf = new Autocorrelation(new double[] {1, 2, 3, 4});
    assertThat(acf.at(0)).isEqualTo(1);
    assertThat(acf.at(1)).isCloseTo(0.25, within(1e-12));
    assertThat(acf.at(3)).isCloseTo(-0.45, within(1e-12));
    assertThat(new Autocorrelation(new double[] {7, 7, 7}).at(1)).isZero();
  }

  @Test
  void seesASeasonInAWaveAndNoneInNoise() {
    double[] wave = new double[96];
    Arrays.setAll(wave, t -> Math.sin(2 * Math.PI * t / 12));
    assertThat(SeasonalIndices.present(wave, 12)).isTrue();
    assertThat(SeasonalIndices.present(Arrays.copyOf(wave, 35), 12)).isFalse();
    int seen = 0;
    for (int seed = 0; seed < 200; seed++) {
      double[] noise = new Random(seed).doubles(96).toArray();
      seen += SeasonalIndices.present(noise, 12) ? 1 : 0;
    }
    assertThat(seen).as("of 200 noises at 90 %").isBetween(4, 40);
  }

  @Test
  void proposesTheLengthsOfClockAndCalendarThatRepeat() {
    Random random = new Random(5);
    double[] y = new double[24 * 40];
    Arrays.setAll(y, t -> 0.01 * t + 3 * Math.sin(2 * Math.PI * t / 24) + random.nextGaussian());
    assertThat(SeasonSearch.candidates(y)).contains(24);
    assertThat(SeasonSearch.completed(24, y.length)).isEqualTo(new Periods(24, 168));
    assertThat(SeasonSearch.completed(24, 300)).isEqualTo(new Periods(24, 1));
    assertThat(SeasonSearch.completed(0, 300)).isEqualTo(Periods.NONE);
    double[] walk = new double[400];
    for (int t = 1; t < walk.length; t++) {
      walk[t] = walk[t - 1] + random.nextGaussian();
    }
    assertThat(SeasonSearch.candidates(walk)).hasSizeLessThan(3);
  }
}
