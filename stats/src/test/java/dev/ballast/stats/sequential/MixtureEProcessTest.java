// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against complete enumeration: every sequence of events with its probability under the null. */
final class MixtureEProcessTest {

  private static final int EVENTS = 15;

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.05, 0.25, 0.5, 0.9})
  void isAMartingaleWhenBothArmsAreAlike(double share) {
    double expected = 0;
    for (int sequence = 0; sequence < 1 << EVENTS; sequence++) {
      expected += probability(sequence, share) * Math.exp(highest(sequence, share).last());
    }
    assertThat(expected).isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.25, 0.5})
  void crossesItsLimitAtAnyTimeNoMoreOftenThanAlpha(double share) {
    for (double alpha : new double[] {0.01, 0.05, 0.2}) {
      double crossed = 0;
      for (int sequence = 0; sequence < 1 << EVENTS; sequence++) {
        if (highest(sequence, share).highest() >= -Math.log(alpha)) {
          crossed += probability(sequence, share);
        }
      }
      assertThat(crossed).isLessThanOrEqualTo(alpha);
    }
  }

  @Test
  void staysBelowOneInExpectationWhenNearlyEveryRequestFails() {
    // 6 of 10 requests fail, 3 of the 10 are the canary's: drawn without replacement.
    double expected = 0;
    for (int canaryBad = 0; canaryBad <= 3; canaryBad++) {
      double chance = choose(3, canaryBad) * choose(7, 6 - canaryBad) / choose(10, 6);
      MixtureEProcess process = new MixtureEProcess(RiskRatios.DEFAULT);
      process.add(0.3, canaryBad, 6 - canaryBad);
      expected += chance * Math.exp(process.logValue());
    }
    assertThat(expected).isLessThan(1);
  }

  @Test
  void countsAnIntervalOfManyEventsLikeTheEventsOneByOne() {
    MixtureEProcess together = new MixtureEProcess(RiskRatios.DEFAULT);
    together.add(0.1, 4, 3);
    double stakes = 0;
    for (RiskRatios.Bet bet : RiskRatios.DEFAULT.bets()) {
      double q = 0.1 * bet.ratio() / (0.1 * bet.ratio() + 0.9);
      stakes += bet.stake() * Math.pow(q / 0.1, 4) * Math.pow((1 - q) / 0.9, 3);
    }
    double cash = 0.15 * 0.99;
    assertThat(Math.exp(together.logValue())).isCloseTo(cash + (1 - cash) * stakes, within(1e-9));
  }

  @Test
  void keepsCashForARegressionThatComesLate() {
    MixtureEProcess process = new MixtureEProcess(RiskRatios.DEFAULT);
    for (int i = 0; i < 100; i++) {
      process.add(0.05, 0, 20);
    }
    double drained = process.logValue();
    for (int i = 0; i < 4; i++) {
      process.add(0.05, 12, 20);
    }
    assertThat(drained).isGreaterThan(Math.log(0.15) - 1.1);
    assertThat(process.logValue()).isGreaterThan(Math.log(100));
  }

  @Test
  void learnsNothingWithoutBothArms() {
    MixtureEProcess process = new MixtureEProcess(RiskRatios.DEFAULT);
    process.add(0, 5, 5);
    process.add(1, 5, 5);
    process.add(0.5, 0, 0);
    assertThat(process.logValue()).isCloseTo(0, within(1e-12));
  }

  private record Path(double highest, double last) {}

  private static Path highest(int sequence, double share) {
    MixtureEProcess process = new MixtureEProcess(RiskRatios.DEFAULT);
    double highest = 0;
    for (int i = 0; i < EVENTS; i++) {
      boolean canary = (sequence >> i & 1) == 1;
      process.add(share, canary ? 1 : 0, canary ? 0 : 1);
      highest = Math.max(highest, process.logValue());
    }
    return new Path(highest, process.logValue());
  }

  private static double probability(int sequence, double share) {
    int canary = Integer.bitCount(sequence);
    return Math.pow(share, canary) * Math.pow(1 - share, EVENTS - canary);
  }

  private static double choose(int n, int k) {
    double value = 1;
    for (int i = 0; i < k; i++) {
      value = value * (n - i) / (i + 1);
    }
    return k > n ? 0 : value;
  }
}
