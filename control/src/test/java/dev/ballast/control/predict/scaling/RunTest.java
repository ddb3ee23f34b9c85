// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Small enough to be done by hand. */
final class RunTest {

  private static final Setting SETTING = new Setting(100, 50, Duration.ofMinutes(3), 1, 100);

  @Test
  void aSteadyLoadCostsItsReplicasAndViolatesNothing() {
    Run.Outcome outcome = Run.of(steady(500, 240), 0, SETTING, Run.REACTIVE);
    assertThat(outcome).isEqualTo(new Run.Outcome(0, 10, 60));
  }

  @Test
  void aJumpIsPaidForUntilReplicasHaveStarted() {
    double[] load = steady(500, 240);
    Arrays.fill(load, 120, 240, 1500);
    Run.Outcome outcome = Run.of(load, 0, SETTING, Run.REACTIVE);
    // Saturated at 1000: from minute 30 on, and the last needed replica is asked for a tick or two
    // later and serves after three minutes.
    assertThat(outcome.violatingMinutes()).isBetween(3, 4);
    assertThat(outcome.replicaHours()).isCloseTo(5 + 15, within(0.3));
  }

  @Test
  void whoKnowsTheFutureViolatesNothing() {
    double[] load = steady(500, 240);
    Arrays.fill(load, 120, 240, 1500);
    Run.Metric knows =
        (tick, current) -> Math.max(current, load[Math.min(load.length - 1, tick + 16)]);
    assertThat(Run.of(load, 0, SETTING, knows).violatingMinutes()).isZero();
  }

  @Test
  void replicasThatStillStartAreStoppedFirst() {
    Fleet fleet = new Fleet(12, 5);
    fleet.become(9, 0);
    fleet.become(10, 1);
    assertThat(fleet.all()).isEqualTo(10);
    fleet.become(7, 2);
    fleet.pass(11);
    assertThat(fleet.ready()).isEqualTo(5);
    fleet.pass(12);
    assertThat(fleet.ready()).isEqualTo(7);
    fleet.become(3, 13);
    assertThat(fleet.ready()).isEqualTo(3);
    assertThat(fleet.all()).isEqualTo(3);
  }

  private static double[] steady(double rate, int ticks) {
    double[] load = new double[ticks];
    Arrays.fill(load, rate);
    return load;
  }
}
