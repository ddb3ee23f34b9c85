// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Evidence of harmlessness has expectation 1 at the margin, by sums over the counts. */
final class NonInferiorityTest {

  private static final Overdispersion NONE = Overdispersion.UNKNOWN;

  @ParameterizedTest
  @CsvSource({"0.003, true", "0.004, false", "0.01, false"})
  void expectsOneAtTheMarginAndLessAboveIt(double rate, boolean margin) {
    double expected = 0;
    double chance = Math.exp(-1000 * rate);
    for (int bad = 0; bad <= 200; bad++) {
      ArmCounts counts = new ArmCounts(0, 0, 1000, bad);
      expected += chance * Math.exp(NonInferiority.belowRate(counts, 0.001, 0.003, NONE));
      chance *= 1000 * rate / (bad + 1);
    }
    if (margin) {
      assertThat(expected).isCloseTo(1, within(1e-9));
    } else {
      assertThat(expected).isLessThan(1);
    }
  }

  @Test
  void expectsOneWhenTheCanaryFailsExactlyThatManyTimesAsOften() {
    double share = 0.2;
    double ratio = 3;
    double q = share * ratio / (share * ratio + 1 - share);
    double expected = 0;
    double chance = Math.pow(1 - q, 30);
    for (int canary = 0; canary <= 30; canary++) {
      ArmCounts counts = new ArmCounts(1000, 30 - canary, 1000, canary);
      expected += chance * Math.exp(NonInferiority.belowRatio(share, counts, ratio, NONE));
      chance *= q / (1 - q) * (30 - canary) / (canary + 1);
    }
    assertThat(expected).isCloseTo(1, within(1e-9));
  }

  @Test
  void wilsonGivesThePublishedIntervals() {
    assertThat(Wilson.of(0, 10).low()).isZero();
    assertThat(Wilson.of(0, 10).high()).isCloseTo(0.2775, within(5e-5));
    assertThat(Wilson.of(5, 10).low()).isCloseTo(0.2366, within(5e-5));
    assertThat(Wilson.of(5, 10).high()).isCloseTo(0.7634, within(5e-5));
  }

  @Test
  void splitsAlphaByWeight() {
    AlphaSplit split = new AlphaSplit(0.01, 4);
    assertThat(split.levelOf(3)).isCloseTo(0.0075, within(1e-15));
    assertThat(split.levelOf(1)).isCloseTo(0.0025, within(1e-15));
  }
}
