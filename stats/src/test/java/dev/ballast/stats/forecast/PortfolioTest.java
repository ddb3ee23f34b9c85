// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PortfolioTest {

  private static double[] daily(int n, double noise, long seed) {
    Random random = new Random(seed);
    double[] y = new double[n];
    Arrays.setAll(
        y,
        t -> 100 + 0.1 * t + 20 * Math.sin(2 * Math.PI * t / 24) + noise * random.nextGaussian());
    return y;
  }

  @Test
  void continuesTrendAndSeason() {
    Forecast forecast = Portfolio.fit(daily(400, 1, 1), Options.of(48).withSeason(24));
    double[] truth = Arrays.copyOfRange(daily(448, 0, 1), 400, 448);
    for (int h = 0; h < 48; h++) {
      assertThat(forecast.mean()[h]).isCloseTo(truth[h], within(5.0));
      assertThat(truth[h]).isBetween(forecast.lower(0.95)[h], forecast.upper(0.95)[h]);
    }
    assertThat(forecast.explanation()).contains("400 values", "Season 24");
  }

  @Test
  void saysTheSameTwice() {
    Options options = Options.of(12).withSeason(24);
    Forecast one = Portfolio.fit(daily(300, 3, 2), options);
    Forecast other = Portfolio.fit(daily(300, 3, 2), options);
    assertThat(one.mean()).containsExactly(other.mean());
    assertThat(one.paths(50, new Random(7))).isDeepEqualTo(other.paths(50, new Random(7)));
  }
}
