// SPDX-License-Identifier: Apache-2.0
package dev.ballast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class FakeClockTest {

  @Test
  void standsStillUntilItIsMoved() {
    var clock = FakeClock.atStart();
    assertThat(clock.instant()).isEqualTo(FakeClock.START).isEqualTo(clock.instant());
    assertThat(clock.advance(Duration.ofMinutes(5)))
        .isEqualTo(Instant.parse("2026-01-01T00:05:00Z"))
        .isEqualTo(clock.instant());
    clock.moveTo(Instant.EPOCH);
    assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
  }
}
