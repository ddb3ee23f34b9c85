// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class PolynomialResidualTest {

  /** Least squares by pseudo-inverse in numpy; the line of four points also by hand. */
  @Test
  void hasTheWeightsOfLeastSquares() {
    assertThat(new PolynomialResidual(1, 4).weights())
        .containsExactly(new double[] {-0.5, 0, 0.5, 1}, within(1e-12));
    assertThat(new PolynomialResidual(2, 7).weights())
        .containsExactly(
            new double[] {3 / 7.0, -1 / 7.0, -3 / 7.0, -3 / 7.0, -1 / 7.0, 3 / 7.0, 9 / 7.0},
            within(1e-12));
  }

  @Test
  void aPolynomialIsNoSurpriseAndASpikeIsOne() {
    double[] values = new double[60];
    for (int i = 0; i < values.length; i++) {
      values[i] = 3 - 0.5 * i + 0.02 * i * i;
    }
    values[40] += 10;
    double[] scores = new PolynomialResidual(2, 8).scores(values);
    assertThat(scores[39]).isCloseTo(0, within(1e-9));
    assertThat(scores[40]).isCloseTo(10, within(1e-9));
    assertThat(scores[3]).isZero();
  }

  @Test
  void missingValuesScoreNothing() {
    double[] values = {1, 2, Double.NaN, 4, 5, 6, 7, 8};
    assertThat(new PolynomialResidual(1, 3).scores(values))
        .containsOnly(new double[] {0}, within(1e-9));
    assertThatThrownBy(() -> new PolynomialResidual(3, 3)).hasMessageContaining("window > degree");
  }
}
