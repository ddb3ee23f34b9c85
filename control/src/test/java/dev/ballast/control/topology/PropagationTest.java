// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class PropagationTest {

  @Test
  void findsTheRatioThatFailuresWereMadeWith() {
    Property.forAll(
        30,
        200,
        random -> new double[] {random.nextDouble(), random.nextLong()},
        made -> {
          double ratio = made[0];
          Propagation found = Propagation.of(windows(ratio, (long) made[1], 12));
          assertThat(found.windows()).isEqualTo(12);
          assertThat(found.ratio()).isCloseTo(ratio, within(0.06));
          assertThat(found.low()).isLessThanOrEqualTo(found.ratio());
          assertThat(found.high()).isGreaterThanOrEqualTo(found.ratio());
        });
  }

  /** The interval is meant to hold 95 times of 100. */
  @Test
  void itsIntervalHoldsTheTruth() {
    int held = 0;
    for (int i = 0; i < 400; i++) {
      Propagation found = Propagation.of(windows(0.6, 1_000 + i, 10));
      held += found.low() <= 0.6 && found.high() >= 0.6 ? 1 : 0;
    }
    assertThat(held).isBetween(368, 396);
  }

  @Test
  void callsHardWhatFailsTheCallerAndSoftWhatDoesNot() {
    assertThat(Propagation.of(windows(0.97, 1, 8)).verdict()).isEqualTo(Propagation.Verdict.HARD);
    assertThat(Propagation.of(windows(0.0, 2, 8)).verdict()).isEqualTo(Propagation.Verdict.SOFT);
    // Three attempts for each request: hard, though only a third of the calls shows it.
    assertThat(Propagation.of(windows(0.33, 3, 8)).verdict())
        .isEqualTo(Propagation.Verdict.PARTIAL);
  }

  @Test
  void saysNothingAfterTooFewWindows() {
    assertThat(Propagation.of(windows(1, 4, 2)).verdict()).isEqualTo(Propagation.Verdict.UNKNOWN);
    assertThat(Propagation.of(List.of())).isEqualTo(Propagation.NONE);
  }

  @Test
  void leavesOutWindowsInWhichSomethingElseFailsToo() {
    List<Propagation.Window> mixed =
        List.of(
            new Propagation.Window(1000, 100, 100, 1000, 200),
            new Propagation.Window(1000, 100, 50, 1000, 150));
    assertThat(Propagation.of(mixed)).isEqualTo(Propagation.NONE);
  }

  /** One call a request, 1 % of requests failing anyway, failures of the calls in some windows. */
  private static List<Propagation.Window> windows(double ratio, long seed, int failing) {
    RandomGenerator random = new java.util.SplittableRandom(seed);
    List<Propagation.Window> windows = new ArrayList<>();
    for (int i = 0; i < failing + 20; i++) {
      int requests = 1500 + random.nextInt(1000);
      int failedCalls = i < failing ? requests / 5 + random.nextInt(requests / 3) : 0;
      int failed = 0;
      for (int r = 0; r < requests; r++) {
        boolean passedOn = r < failedCalls && random.nextDouble() < ratio;
        failed += passedOn || random.nextDouble() < 0.01 ? 1 : 0;
      }
      windows.add(new Propagation.Window(requests, failedCalls, 0, requests, failed));
    }
    return windows;
  }
}
