// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.testkit.Seeds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ComparisonTest {

  private static final Ahead.Plan SELDOM =
      new Ahead.Plan(Setting.DEFAULT.startUp().plusMinutes(2), 0.9, 28 * 144, 40, 144, 36);

  @Test
  void scalingAheadIsReadyForDoorsThatOpenAtNine() {
    Comparison comparison = Comparison.of(Traffic.OPENING, 1, 1, Setting.DEFAULT, SELDOM);
    assertThat(comparison.reactive().violatingMinutes()).isGreaterThan(3);
    assertThat(comparison.ahead().violatingMinutes())
        .isLessThanOrEqualTo(comparison.reactive().violatingMinutes() / 2);
  }

  @Test
  void theSameSeedGivesTheSameNumbers() {
    Ahead.Plan never = new Ahead.Plan(SELDOM.lead(), 0.9, 10, 40, 144, 144);
    assertThat(Comparison.of(Traffic.BURSTS, 4, 1, Setting.DEFAULT, never))
        .isEqualTo(Comparison.of(Traffic.BURSTS, 4, 1, Setting.DEFAULT, never));
  }

  @Test
  void withoutAForecastItIsTheReactiveRule() {
    Ahead.Plan blind = new Ahead.Plan(SELDOM.lead(), 0.9, 10, 40, 144, 1);
    Comparison comparison = Comparison.of(Traffic.HOURLY, 2, 1, Setting.DEFAULT, blind);
    assertThat(comparison.ahead()).isEqualTo(comparison.reactive());
    assertThat(comparison.cost()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Traffic.class)
  void loadsAreFiniteAndPositive(Traffic traffic) {
    double[] load = traffic.load(7, Seeds.random(3));
    assertThat(load).hasSize(7 * 5760);
    assertThat(Arrays.stream(load).allMatch(v -> v >= 0 && v < 10_000)).isTrue();
    assertThat(Arrays.stream(load).average().orElse(0)).isGreaterThan(300);
  }
}
