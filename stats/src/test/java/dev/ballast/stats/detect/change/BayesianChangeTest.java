// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.stats.detect.change.BayesianChange.Prior;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BayesianChangeTest {

  private static final Prior PRIOR = new Prior(0, 0.5, 1.5, 1);

  /**
   * All 2^9 ways to cut ten values into runs, each weighted by its prior and by the evidence of its
   * runs in closed form (Murphy, Conjugate Bayesian analysis of the Gaussian distribution, 2007).
   */
  @Test
  void equalsTheSumOverAllSegmentations() {
    double[] values = {0.2, -0.5, 0.9, 0.1, 4.2, 5.1, 4.6, 4.9, 0.3, 0.2};
    double hazard = 0.1;
    double[] byLength = new double[values.length + 1];
    double sum = 0;
    for (int cuts = 0; cuts < 1 << (values.length - 1); cuts++) {
      double weight = 1;
      int start = 0;
      for (int i = 1; i <= values.length; i++) {
        boolean ends = i == values.length || (cuts >> (i - 1) & 1) == 1;
        if (ends) {
          weight *= evidence(values, start, i) * Math.pow(1 - hazard, i - start - 1);
          weight *= i == values.length ? 1 : hazard;
          byLength[i == values.length ? values.length - start : 0] +=
              i == values.length ? weight : 0;
          start = i == values.length ? start : i;
        }
      }
      sum += weight;
    }
    BayesianChange change = new BayesianChange(1 / hazard, PRIOR, 100);
    for (double value : values) {
      change.add(value);
    }
    assertThat(change.probability(0)).isCloseTo(hazard, within(1e-9));
    for (int length = 1; length <= values.length; length++) {
      assertThat(change.probability(length))
          .isCloseTo(byLength[length] / sum * (1 - hazard), within(1e-7));
    }
    assertThat(change.likeliest()).isEqualTo(2);
  }

  @Test
  void knowsSoonThatTheLevelHasChanged() {
    Random random = new Random(22);
    BayesianChange change = new BayesianChange(250, PRIOR, 300);
    for (int i = 0; i < 200; i++) {
      change.add(random.nextGaussian());
    }
    assertThat(change.changedWithin(20)).isLessThan(0.3);
    assertThat(change.likeliest()).isGreaterThan(150);
    for (int i = 0; i < 10; i++) {
      change.add(6 + random.nextGaussian());
    }
    assertThat(change.changedWithin(11)).isGreaterThan(0.99);
    assertThat(change.likeliest()).isEqualTo(10);
  }

  @Test
  void keepsABoundedNumberOfRunLengths() {
    BayesianChange change = new BayesianChange(1_000, PRIOR, 50);
    Random random = new Random(23);
    for (int i = 0; i < 500; i++) {
      change.add(random.nextGaussian());
    }
    change.add(Double.NaN);
    change.add(1e300);
    double sum = 0;
    for (int length = 0; length < 50; length++) {
      sum += change.probability(length);
    }
    assertThat(sum).isCloseTo(1, within(1e-9));
    assertThat(change.probability(50)).isZero();
  }

  private static double evidence(double[] values, int from, int to) {
    int n = to - from;
    double mean = 0;
    for (int i = from; i < to; i++) {
      mean += values[i] / n;
    }
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    double weight = PRIOR.weight() + n;
    double shape = PRIOR.shape() + n / 2.0;
    double rate =
        PRIOR.rate()
            + squares / 2
            + PRIOR.weight() * n * (mean - PRIOR.mean()) * (mean - PRIOR.mean()) / (2 * weight);
    return Math.exp(
        LogGamma.of(shape)
            - LogGamma.of(PRIOR.shape())
            + PRIOR.shape() * Math.log(PRIOR.rate())
            - shape * Math.log(rate)
            + 0.5 * Math.log(PRIOR.weight() / weight)
            - n / 2.0 * Math.log(2 * Math.PI));
  }
}
