// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What bursts do to the evidence, against sums over their distribution. */
final class ClusteredTest {

  @ParameterizedTest
  @CsvSource({"0.05,3,3", "0.05,12,3", "0.05,100,3", "0.01,12,10", "0.25,4,10", "0.5,100,2"})
  void tempersAsMuchAsGeometricClustersNeedAndNoMore(double share, double ratio, double size) {
    double power = Tempering.power(share, ratio, size);
    assertThat(mean(share, ratio, size, power)).isLessThanOrEqualTo(1 + 1e-9);
    assertThat(mean(share, ratio, size, power * 1.05)).isGreaterThan(1);
  }

  @Test
  void doesNotTemperIndependentEvents() {
    assertThat(Tempering.power(0.05, 10, 1)).isEqualTo(1);
  }

  /** Expected factor of one cluster, which falls on the canary with probability share. */
  private static double mean(double share, double ratio, double size, double power) {
    double all = share * ratio + 1 - share;
    double canary = power * Math.log(ratio / all);
    double baseline = power * Math.log(1 / all);
    double sum = 0;
    for (int k = 1; k < 20_000; k++) {
      double chance = (k - 1) * Math.log(1 - 1 / size) - Math.log(size);
      sum += share * Math.exp(chance + canary * k) + (1 - share) * Math.exp(chance + baseline * k);
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.1, 1, 5})
  void theSignOfAnIntervalIsASupermartingaleAtAnyRateOfBursts(double rate) {
    for (double share : new double[] {0.01, 0.05, 0.25, 0.5}) {
      double canary = 1 - Math.exp(-rate * share);
      double baseline = 1 - Math.exp(-rate * (1 - share));
      double expected =
          canary * baseline * value(share, 1, 1)
              + canary * (1 - baseline) * value(share, 1, 0)
              + (1 - canary) * baseline * value(share, 0, 1)
              + (1 - canary) * (1 - baseline) * value(share, 0, 0);
      assertThat(expected).isLessThanOrEqualTo(1 + 1e-12);
    }
  }

  private static double value(double share, long canaryBad, long baselineBad) {
    IntervalSign sign = new IntervalSign(RiskRatios.DEFAULT);
    sign.add(share, canaryBad, baselineBad);
    return Math.exp(sign.logValue());
  }

  @Test
  void aBurstCountsOnceHoweverLarge() {
    assertThat(value(0.05, 500, 0)).isCloseTo(value(0.05, 1, 0), within(1e-12));
    assertThat(value(0.05, 0, 500)).isCloseTo(value(0.05, 0, 1), within(1e-12));
  }

  @Test
  void leavesOutTheIntervalIntoWhichABurstMayReach() {
    IntervalSign twice = new IntervalSign(RiskRatios.DEFAULT);
    twice.add(0.05, 3, 0);
    twice.add(0.05, 2, 0);
    assertThat(Math.exp(twice.logValue())).isCloseTo(value(0.05, 3, 0), within(1e-12));
  }

  @Test
  void countsNoSignAboveHalfOfTheTraffic() {
    assertThat(value(0.75, 1, 0)).isCloseTo(1, within(1e-12));
  }
}
