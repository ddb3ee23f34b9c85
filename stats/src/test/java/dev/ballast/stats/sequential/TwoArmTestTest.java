// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Error of the first kind with a look after every interval, by simulation. */
final class TwoArmTestTest {

  private static final double ALPHA = 0.05;
  private static final int RUNS = 1500;
  private static final int INTERVALS = 180;

  @ParameterizedTest
  @CsvSource({
    "11, 1, 0.05, 0.5", "12, 1, 0.25, 4", "13, 3, 0.05, 0.5", "14, 3, 0.25, 4",
    "15, 10, 0.05, 0.5", "16, 10, 0.5, 5", "17, 1, 0.05, 0.01", "18, 10, 0.25, 0.02"
  })
  void isRarelyWrongHoweverOftenOneLooks(long seed, double burst, double share, double rate) {
    RandomGenerator random = new SplittableRandom(Long.getLong("seed", seed));
    int wrong = 0;
    for (int run = 0; run < RUNS; run++) {
      wrong += alarm(random, burst, share, rate, 1) ? 1 : 0;
    }
    double doubt = 3 * Math.sqrt(ALPHA * (1 - ALPHA) / RUNS);
    assertThat((double) wrong / RUNS)
        .as("seed %d", Long.getLong("seed", seed))
        .isLessThan(ALPHA + doubt);
  }

  @ParameterizedTest
  @CsvSource({"21, 1, 0.05, 0.5", "22, 3, 0.25, 1", "23, 10, 0.25, 4"})
  void findsTenTimesAsManyErrors(long seed, double burst, double share, double rate) {
    RandomGenerator random = new SplittableRandom(Long.getLong("seed", seed));
    int found = 0;
    for (int run = 0; run < 200; run++) {
      found += alarm(random, burst, share, rate, 10) ? 1 : 0;
    }
    assertThat(found).as("seed %d", Long.getLong("seed", seed)).isGreaterThan(190);
  }

  @Test
  void noSingleIntervalDecidesWhileBurstsAreUnknown() {
    TwoArmTest test = new TwoArmTest(RiskRatios.DEFAULT, Overdispersion.UNKNOWN, 3, true);
    test.add(0.05, new ArmCounts(1000, 0, 50, 50));
    assertThat(test.logValue()).isLessThan(-Math.log(0.05) + 1e-9);
    assertThat(test.tamed()).isOne();
    test.add(0.05, new ArmCounts(1000, 0, 50, 50));
    test.add(0.05, new ArmCounts(1000, 0, 50, 50));
    assertThat(test.logValue()).isGreaterThan(-Math.log(0.01));
  }

  @Test
  void whatTheCapLeavesAloneIsNotCalledTamed() {
    TwoArmTest test = new TwoArmTest(RiskRatios.DEFAULT, Overdispersion.UNKNOWN, 3, false);
    test.add(0.5, new ArmCounts(1000, 3, 1000, 4));
    test.add(0.05, new ArmCounts(1000, 4, 50, 0));
    assertThat(test.tamed()).isZero();
    TwoArmTest free =
        new TwoArmTest(RiskRatios.DEFAULT, new Overdispersion(1, 0.05, 700, 1440), 3, true);
    free.add(0.05, new ArmCounts(1000, 0, 50, 50));
    assertThat(free.tamed()).isZero();
  }

  /** History of the same kind, then intervals until an alarm or the end. */
  private static boolean alarm(
      RandomGenerator random, double burst, double share, double rate, double worse) {
    long[] history = new long[1440];
    for (int i = 0; i < history.length; i++) {
      history[i] = events(random, burst, rate);
    }
    TwoArmTest test = new TwoArmTest(RiskRatios.DEFAULT, Overdispersion.of(history), 2.5, true);
    for (int i = 0; i < INTERVALS; i++) {
      long canary = events(random, burst, rate * share * worse);
      long baseline = events(random, burst, rate * (1 - share));
      test.add(share, new ArmCounts(1_000_000, baseline, 1_000_000, canary));
      if (test.logValue() >= -Math.log(ALPHA)) {
        return true;
      }
    }
    return false;
  }

  private static long events(RandomGenerator random, double burst, double mean) {
    long events = 0;
    for (long clusters = poisson(random, mean / burst); clusters > 0; clusters--) {
      do {
        events++;
      } while (random.nextDouble() >= 1 / burst);
    }
    return events;
  }

  private static long poisson(RandomGenerator random, double mean) {
    long count = 0;
    for (double rest = mean + Math.log(random.nextDouble()); rest > 0; count++) {
      rest += Math.log(random.nextDouble());
    }
    return count;
  }
}
