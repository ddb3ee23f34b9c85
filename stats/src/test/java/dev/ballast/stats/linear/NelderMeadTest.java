// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NelderMeadTest {

  private static double rosenbrock(double[] p) {
    return Math.pow(1 - p[0], 2) + 100 * Math.pow(p[1] - p[0] * p[0], 2);
  }

  @Test
  void findsTheBottomOfRosenbrocksValley() {
    double[] best =
        NelderMead.minimise(
            NelderMeadTest::rosenbrock,
            new double[] {-1.2, 1},
            new double[] {-2, -2},
            new double[] {2, 2},
            400);
    assertThat(best[0]).isCloseTo(1, within(1e-2));
    assertThat(best[1]).isCloseTo(1, within(2e-2));
  }

  @Test
  void staysInsideTheBox() {
    double[] best =
        NelderMead.minimise(
            p -> p[0] + p[1],
            new double[] {0.5, 0.5},
            new double[] {0, 0.25},
            new double[] {1, 1},
            200);
    assertThat(best[0]).isCloseTo(0, within(1e-3));
    assertThat(best[1]).isCloseTo(0.25, within(1e-3));
  }

  @Test
  void goesAroundValuesThatAreNotFinite() {
    double[] best =
        NelderMead.minimise(
            p -> p[0] < 0.3 ? Double.NaN : p[0],
            new double[] {0.9},
            new double[] {0},
            new double[] {1},
            100);
    assertThat(best[0]).isCloseTo(0.3, within(1e-2));
  }
}
