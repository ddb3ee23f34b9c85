// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.gameday.Expectation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatcherTest {

  private static final Instant T0 = Instant.parse("2026-01-05T09:30:00Z");

  private static final Expectation ALERT =
      new Expectation(
          Duration.ofMinutes(2),
          Duration.ZERO,
          List.of(),
          "us-east",
          0.001,
          Double.NaN,
          Duration.ZERO,
          false,
          Duration.ZERO,
          Double.NaN,
          Duration.ZERO);

  private static Watched seen(double share) {
    return new Watched(T0.plusSeconds(30), List.of("a"), null, share, Duration.ZERO, Double.NaN);
  }

  @Test
  void waitsUntilAllIsSeen() {
    Watcher.Verdict verdict = Watcher.of(ALERT, seen(0.4), T0, T0.plusSeconds(60));

    assertThat(verdict.met()).isFalse();
    assertThat(verdict.settled()).isFalse();
    assertThat(verdict.text()).isEqualTo("alert after 30.0 s; us-east serves 40.00 %");
    assertThat(Watcher.of(ALERT, seen(0), T0, T0.plusSeconds(60)).met()).isTrue();
  }

  @Test
  void whatIsNotKnownIsNotMet() {
    assertThat(Watcher.of(ALERT, seen(Double.NaN), T0, T0.plusSeconds(60)).met()).isFalse();
  }

  @Test
  void isSettledWhenAnAlertIsTooLate() {
    Watched none = new Watched(null, List.of(), null, 0, Duration.ZERO, Double.NaN);

    Watcher.Verdict verdict = Watcher.of(ALERT, none, T0, T0.plusSeconds(121));

    assertThat(verdict.met()).isFalse();
    assertThat(verdict.settled()).isTrue();
  }
}
