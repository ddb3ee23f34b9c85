// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import static dev.ballast.model.gate.Strategy.AGGRESSIVE;
import static dev.ballast.model.gate.Strategy.CONSERVATIVE;
import static dev.ballast.model.gate.Strategy.EMERGENCY_ONLY;
import static dev.ballast.model.gate.Strategy.ULTRA_CONSERVATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.gate.Standing.Held;
import dev.ballast.control.gate.Standing.Loosening;
import dev.ballast.model.gate.GatePolicy;
import dev.ballast.model.gate.Strategy;
import dev.ballast.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class DamperTest {

  private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Damper damper =
      new Damper(GatePolicy.DEFAULT.borders(), GatePolicy.DEFAULT.hysteresis());
  private Standing standing = new Standing.Unknown();
  private Instant now = START;

  @Test
  void startsWithWhatTheTableSays() {
    assertThat(after(0.3)).isEqualTo(CONSERVATIVE);
    assertThat(standing).isEqualTo(new Held(CONSERVATIVE, START, new Loosening.None(), START));
  }

  @Test
  void tightensAtOnceHoweverFar() {
    after(0.9);
    assertThat(after(0.5)).isEqualTo(CONSERVATIVE);
    assertThat(after(0.01)).isEqualTo(EMERGENCY_ONLY);
  }

  @Test
  void doesNotLoosenWithinTheMarginHoweverLong() {
    after(0.5);
    for (int i = 0; i < 1000; i++) {
      assertThat(after(0.52)).isEqualTo(CONSERVATIVE);
    }
  }

  @Test
  void loosensAfterTheDwellAboveTheMarginAndNotBefore() {
    after(0.5);
    for (int i = 0; i < 30; i++) {
      assertThat(after(0.521)).as("minute %d", i).isEqualTo(CONSERVATIVE);
    }
    assertThat(after(0.521)).isEqualTo(AGGRESSIVE);
  }

  @Test
  void startsAgainWhenTheBudgetFellBackInBetween() {
    after(0.5);
    for (int i = 0; i < 29; i++) {
      after(0.6);
    }
    after(0.515);
    for (int i = 0; i < 30; i++) {
      assertThat(after(0.6)).isEqualTo(CONSERVATIVE);
    }
    assertThat(after(0.6)).isEqualTo(AGGRESSIVE);
  }

  @Test
  void startsAgainAfterATimeWithoutData() {
    after(0.5);
    for (int i = 0; i < 29; i++) {
      after(0.6);
    }
    standing = Damper.blind(standing, now);
    assertThat(after(0.6)).isEqualTo(CONSERVATIVE);
    assertThat(((Held) standing).loosening()).isInstanceOf(Loosening.Towards.class);
    for (int i = 0; i < 29; i++) {
      assertThat(after(0.6)).isEqualTo(CONSERVATIVE);
    }
    assertThat(after(0.6)).isEqualTo(AGGRESSIVE);
  }

  @Test
  void twoLooksFarApartProveNothingAboutTheTimeBetween() {
    after(0.5);
    after(0.9);
    now = now.plus(Duration.ofHours(5));
    assertThat(after(0.9)).isEqualTo(CONSERVATIVE);
  }

  @Test
  void loosensToTheTightestThatTheBudgetAllowedMeanwhile() {
    after(0.01);
    for (int i = 0; i < 30; i++) {
      after(i == 7 ? 0.1 : 0.9);
    }
    assertThat(after(0.9)).isEqualTo(ULTRA_CONSERVATIVE);
    for (int i = 0; i < 31; i++) {
      after(0.9);
    }
    assertThat(after(0.9)).isEqualTo(AGGRESSIVE);
  }

  @Test
  void aBudgetThatHoversDoesNotFlap() {
    RandomGenerator random = Seeds.random(8);
    int byTable = 0;
    int damped = 0;
    Strategy tableBefore = CONSERVATIVE;
    Strategy before = CONSERVATIVE;
    for (int i = 0; i < 10_000; i++) {
      double remaining = 0.5 + 0.015 * random.nextGaussian();
      Strategy table = GatePolicy.DEFAULT.borders().strategy(remaining);
      Strategy held = after(remaining);
      byTable += table == tableBefore ? 0 : 1;
      damped += held == before ? 0 : 1;
      tableBefore = table;
      before = held;
    }
    assertThat(byTable).isGreaterThan(1000);
    assertThat(damped).isLessThanOrEqualTo(2);
  }

  @Test
  void isNeverFreerThanTheTable() {
    RandomGenerator random = Seeds.random(9);
    double remaining = 1;
    for (int i = 0; i < 20_000; i++) {
      remaining = Math.clamp(remaining + 0.02 * random.nextGaussian(), -0.2, 1);
      Strategy held = after(remaining);
      assertThat(GatePolicy.DEFAULT.borders().strategy(remaining).isTighterThan(held)).isFalse();
    }
  }

  private Strategy after(double remaining) {
    Held held = damper.step(standing, remaining, now);
    standing = held;
    now = now.plus(MINUTE);
    return held.strategy();
  }
}
