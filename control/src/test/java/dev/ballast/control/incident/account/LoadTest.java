// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LoadTest {

  private static final int BEFORE = 15;
  private static final int AFTER = 4;

  /** Requests a second in steps of four seconds, as chance has them. */
  private static double[] arrivals(SplittableRandom random, double before, double after) {
    double[] calls = new double[BEFORE + AFTER];
    Arrays.setAll(calls, i -> poisson(random, 4 * (i < BEFORE ? before : after)) / 4.0);
    return calls;
  }

  private static int poisson(SplittableRandom random, double mean) {
    double left = Math.exp(-mean);
    int count = -1;
    for (double product = 1; product > left; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  private static boolean surges(double[] calls) {
    double[] smooth = Load.smoothed(calls, AFTER);
    return Load.of(smooth, BEFORE, calls.length - 1).orElseThrow().surelySurges(2, 16);
  }

  @Test
  void chanceAloneIsNoSurgeAndThreeTimesAsManyNearlyAlwaysAre() {
    SplittableRandom random = new SplittableRandom(7);
    int alarms = 0;
    int found = 0;
    for (int i = 0; i < 2000; i++) {
      alarms += surges(arrivals(random, 0.5 + i % 12, 0.5 + i % 12)) ? 1 : 0;
      found += surges(arrivals(random, 7, 21)) ? 1 : 0;
    }

    assertThat(alarms).as("false alarms of 2,000, seed 7").isZero();
    assertThat(found).as("found of 2,000, seed 7").isGreaterThan(1980);
  }

  @Test
  void whatIsToldLateAndThenAtOnceEvensOut() {
    double[] calls = arrivals(new SplittableRandom(7), 7, 21);
    for (int i = 0; i + 1 < calls.length; i += 2) {
      calls[i + 1] += calls[i];
      calls[i] = 0;
    }

    assertThat(surges(calls)).isTrue();
  }

  @Test
  void whatIsNotKnownIsNoLoad() {
    double[] calls = new double[BEFORE + AFTER];
    Arrays.fill(calls, Double.NaN);
    assertThat(Load.of(calls, BEFORE, BEFORE)).isEmpty();

    Arrays.fill(calls, 0, 7, 5);
    Arrays.fill(calls, BEFORE, BEFORE + AFTER, 50);
    assertThat(Load.of(calls, BEFORE, BEFORE)).as("seven steps are too few").isEmpty();
  }
}
