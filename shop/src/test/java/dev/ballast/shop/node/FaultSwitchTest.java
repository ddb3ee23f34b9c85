// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FaultSwitchTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final FaultSwitch fault = new FaultSwitch(new SplittableRandom(1)::nextDouble, () -> NOW);

  private double struck() {
    return IntStream.range(0, 10_000).filter(i -> fault.strikes()).count() / 10_000.0;
  }

  @Test
  void isOffAtFirst() {
    assertThat(struck()).isZero();
  }

  @Test
  void strikesTheShareItWasTold() {
    fault.fail(0.4);

    assertThat(struck()).isCloseTo(0.4, within(0.02));
  }

  @Test
  void canBeTurnedOff() {
    fault.fail(1);
    fault.fail(0);

    assertThat(struck()).isZero();
  }

  @Test
  void countsWhomItHit() {
    assertThat(fault.struck()).isEqualTo(new FaultSwitch.Struck(0, Instant.EPOCH));
    fault.fail(1);
    fault.strikes();
    fault.strikes();
    fault.fail(0);
    fault.strikes();

    assertThat(fault.struck()).isEqualTo(new FaultSwitch.Struck(2, NOW));
  }

  @Test
  void refusesWhatIsNoShare() {
    assertThatThrownBy(() -> fault.fail(1.5)).hasMessage("share: 1.5 (expected: 0 to 1)");
  }
}
