// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against numpy's results on a wave of 48 points with a bump at 30. */
final class WholeSeriesTest {

  private static final Offset<Double> TOLERANCE = within(1e-8);

  private static double[] wave() {
    double[] values = new double[48];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.rint(1e3 * (10 * Math.sin(2 * Math.PI * i / 12) + i * 7 % 5)) / 1e3;
    }
    values[30] += 15;
    return values;
  }

  @Test
  void subsequencePcaEqualsTheMahalanobisDistances() {
    double[] scores = SubsequencePca.scores(wave(), 6);
    assertThat(new double[] {scores[0], scores[5], scores[20], scores[30], scores[33], scores[47]})
        .containsExactly(
            new double[] {
              4.0375475555, 3.4323535134, 3.8566733037, 19.6667098355, 11.5500040243, 3.7274688696
            },
            TOLERANCE);
  }

  @Test
  void spectralResidualEqualsTheReference() {
    double[] scores = SpectralResidual.DEFAULT.scores(wave());
    assertThat(new double[] {scores[1], scores[5], scores[20], scores[30], scores[31], scores[47]})
        .containsExactly(
            new double[] {
              -0.4590532096, -0.5129080835, 0.6929859153, 3.7693040014, 0.8703765431, -0.4385246937
            },
            TOLERANCE);
  }

  @Test
  void fourierEqualsTheDefinitionForAnyLength() {
    Random random = new Random(40);
    for (int n : new int[] {1, 2, 7, 8, 12, 31}) {
      double[] re = random.doubles(n).toArray();
      double[] im = random.doubles(n).toArray();
      double[] x = re.clone();
      double[] y = im.clone();
      Fourier.transform(re, im);
      for (int k = 0; k < n; k++) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
          double angle = 2 * Math.PI * j * k / n;
          sum += x[j] * Math.cos(angle) + y[j] * Math.sin(angle);
        }
        assertThat(re[k]).isCloseTo(sum, within(1e-10));
      }
      Fourier.inverse(re, im);
      assertThat(re).containsExactly(x, within(1e-12));
    }
  }

  @Test
  void shortAndConstantSeriesScoreNothing() {
    assertThat(SubsequencePca.scores(new double[] {1, 2, 3}, 6)).containsOnly(0);
    assertThat(SubsequencePca.scores(new double[50], 6)).containsOnly(0);
    assertThat(SpectralResidual.DEFAULT.scores(new double[] {5, 5, 5, 5, 5, 5, 5, 5}))
        .containsOnly(0);
    assertThat(SpectralResidual.DEFAULT.scores(new double[] {1, 9})).containsOnly(0);
  }
}
