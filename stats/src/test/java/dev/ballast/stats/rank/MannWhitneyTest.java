// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MannWhitneyTest {

  @ParameterizedTest
  @CsvSource({
    "1e-12, -7.034483825301131", "1e-5, -4.264890793922825", "0.01, -2.3263478740408408",
    "0.025, -1.9599639845400545", "0.3, -0.5244005127080409", "0.5, 0",
    "0.9, 1.2815515655446004", "0.999, 3.090232306167813"
  })
  void hasTheQuantilesOfScipy(double p, double quantile) {
    assertThat(NormalQuantile.of(p)).isCloseTo(quantile, within(1e-13));
  }

  @Test
  void findsARootByInterpolation() {
    assertThat(Zeroin.root(Math::cos, 1, 2, 1e-10)).isCloseTo(Math.PI / 2, within(1e-9));
    assertThat(Zeroin.root(x -> x * x * x - 8, 0, 5, 1e-10)).isCloseTo(2, within(1e-9));
    assertThat(Zeroin.root(x -> x, 0, 5, 1e-10)).isZero();
  }

  @Test
  void countsPairsForTheCommonLanguageEffect() {
    SplittableRandom random = new SplittableRandom(Long.getLong("seed", 41));
    for (int run = 0; run < 50; run++) {
      double[] x = random.ints(1 + random.nextInt(9), 0, 5).asDoubleStream().toArray();
      double[] y = random.ints(1 + random.nextInt(9), 0, 5).asDoubleStream().toArray();
      double pairs = 0;
      for (double a : x) {
        for (double b : y) {
          pairs += a > b ? 1 : a == b ? 0.5 : 0;
        }
      }
      assertThat(MannWhitney.commonLanguageEffect(x, y))
          .isCloseTo(pairs / (x.length * y.length), within(1e-12));
    }
  }

  @Test
  void estimatesTheMedianOfAllDifferences() {
    SplittableRandom random = new SplittableRandom(Long.getLong("seed", 42));
    double[] x = random.doubles(40).map(v -> v + 3).toArray();
    double[] y = random.doubles(40).toArray();
    double[] differences =
        Arrays.stream(x).flatMap(a -> Arrays.stream(y).map(b -> a - b)).sorted().toArray();
    MannWhitney.Shift shift = MannWhitney.shift(x, y, 0.95);
    assertThat(shift.estimate()).isCloseTo(differences[differences.length / 2], within(0.01));
    assertThat(shift.lower()).isLessThan(shift.estimate()).isGreaterThan(2.7);
    assertThat(shift.upper()).isGreaterThan(shift.estimate()).isLessThan(3.3);
  }

  @Test
  void refusesToCompareWhatIsAllTheSame() {
    double[] ones = {1, 1};
    assertThatThrownBy(() -> MannWhitney.statistic(ones, ones, 0))
        .hasMessageContaining("all observations are tied");
  }
}
