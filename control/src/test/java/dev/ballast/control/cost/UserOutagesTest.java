// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.stats.reliability.Source;
import dev.ballast.stats.reliability.Year;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class UserOutagesTest {

  private static double cost(double minutes) {
    return 1 + (minutes > 100 ? 1_000 : 0);
  }

  private static double charged(double[]... pieces) {
    return UserOutages.charged(Year.of(pieces), 0, UserOutagesTest::cost);
  }

  @Test
  void aShareOfUsersIsAShareOfTheCost() {
    assertThat(charged()).isZero();
    assertThat(charged(new double[] {10, 200, 1})).isEqualTo(1_001);
    assertThat(charged(new double[] {10, 200, 0.25})).isEqualTo(250.25);
    assertThat(charged(new double[] {10, 60, 1}, new double[] {70, 200, 1})).isEqualTo(1_001 + 1);
  }

  @Test
  void aMildDegradationMakesNoLongOutageOfTwoShortOnes() {
    double charged =
        charged(new double[] {0.5, 60, 1}, new double[] {60, 100, 0.1}, new double[] {100, 150, 1});
    assertThat(charged).isCloseTo(0.1 * 1_001 + 0.9 * 2, within(1e-9));
  }

  @Test
  void anOutageAtNewYearIsOne() {
    double charged =
        charged(new double[] {0, 60, 1}, new double[] {Source.YEAR - 60, Source.YEAR, 1});
    assertThat(charged).isEqualTo(1_001);
    assertThat(
            charged(
                new double[] {0, Source.YEAR / 2, 1},
                new double[] {Source.YEAR / 2, Source.YEAR, 0.5}))
        .isEqualTo(1_001);
  }

  @Test
  void isTheMeanOverUsersOfTheirOwnOutages() {
    for (int seed = 1; seed <= 200; seed++) {
      double[][] pieces = random(new SplittableRandom(seed));
      assertThat(charged(pieces))
          .as("seed %d", seed)
          .isCloseTo(oneByOne(pieces), within(1e-9 * 5_000));
    }
  }

  /** Levels are tenths, so ten users stand for all. */
  private static double oneByOne(double[][] pieces) {
    double sum = 0;
    for (int user = 1; user <= 10; user++) {
      double rank = user / 10.0;
      double head = Double.NaN;
      double start = Double.NaN;
      double end = Double.NaN;
      for (double[] piece : pieces) {
        if (piece[2] < rank - 1e-9) {
          continue;
        }
        if (piece[0] != end) {
          if (start == 0) {
            head = end;
          } else if (!Double.isNaN(start)) {
            sum += cost(end - start);
          }
          start = piece[0];
        }
        end = piece[1];
      }
      if (!Double.isNaN(start)) {
        boolean circle = end == Source.YEAR && !Double.isNaN(head);
        sum += cost(end - start + (circle ? head : 0));
        sum += !circle && !Double.isNaN(head) ? cost(head) : 0;
      }
    }
    return sum / 10;
  }

  private static double[][] random(SplittableRandom random) {
    int n = 1 + random.nextInt(12);
    double[][] pieces = new double[n][];
    double at = random.nextBoolean() ? 0 : random.nextInt(300);
    for (int i = 0; i < n; i++) {
      double to = i == n - 1 && random.nextBoolean() ? Source.YEAR : at + 1 + random.nextInt(150);
      pieces[i] = new double[] {at, to, (1 + random.nextInt(10)) / 10.0};
      at = random.nextInt(3) == 0 ? to + 1 + random.nextInt(50) : to;
    }
    return pieces;
  }
}
