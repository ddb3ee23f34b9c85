// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LeastSquaresTest {

  @Test
  void fitsTheLineThatSchoolBooksFit() {
    // x 1..5, y 2 4 5 4 5: slope 0.6, intercept 2.2.
    double[] y = {2, 4, 5, 4, 5};
    LeastSquares fit = new LeastSquares(2);
    for (int x = 1; x <= 5; x++) {
      fit.add(new double[] {1, x}, y[x - 1], 1);
    }
    double[] b = fit.solve(1e-12);
    assertThat(b[0]).isCloseTo(2.2, within(1e-8));
    assertThat(b[1]).isCloseTo(0.6, within(1e-8));
  }

  @Test
  void countsARowOfWeightTwoTwice() {
    LeastSquares weighted = new LeastSquares(1);
    weighted.add(new double[] {1}, 4, 2);
    weighted.add(new double[] {1}, 1, 1);
    assertThat(weighted.solve(1e-12)[0]).isCloseTo(3, within(1e-8));
  }

  @Test
  void sharesTheWorkOfColumnsThatAreTheSame() {
    LeastSquares fit = new LeastSquares(2);
    for (int x = 1; x <= 4; x++) {
      fit.add(new double[] {x, x}, 2.0 * x, 1);
    }
    double[] b = fit.solve(1e-6);
    assertThat(b[0] + b[1]).isCloseTo(2, within(1e-4));
  }

  @Test
  void answersZeroWhenThereIsNothingToLearn() {
    assertThat(new LeastSquares(3).solve(1e-9)).containsExactly(0, 0, 0);
  }
}
