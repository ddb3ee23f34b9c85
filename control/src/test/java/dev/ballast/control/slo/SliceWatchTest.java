// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.slo.SloStatus.State;
import dev.ballast.model.Budgeting;
import dev.ballast.model.Slo;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Budgets of time under watch. */
final class SliceWatchTest {

  private static final String START = "2026-01-01T00:00:00Z";
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration FIVE = Duration.ofMinutes(5);

  @Test
  void aSliceIsBadAsAWholeWhenTooFewOfItsEventsAreGood() {
    Watching watching = new Watching(START);
    watching.play(Duration.ofMinutes(23 * 60 + 20), 96, 4);
    watching.play(Duration.ofMinutes(10), 94, 6);
    watching.play(Duration.ofMinutes(30), 100, 0);
    SloStatus status = watching.look(slices(99, 0.95));
    assertThat(status.events().total()).isEqualTo(288);
    assertThat(status.budget().bad()).as("4 % bad is good enough, 6 % is not").isEqualTo(2);
    assertThat(status.budget().allowed()).isCloseTo(2.88, within(1e-9));
    assertThat(status.budget().remaining()).isCloseTo(1 - 2 / 2.88, within(1e-9));
  }

  @Test
  void inPartEachSliceWeighsTheSameHoweverBusyItIs() {
    Watching watching = new Watching(START);
    watching.play(Duration.ofHours(12), 999, 1);
    watching.play(Duration.ofHours(12), 9, 1);
    SloStatus status =
        watching.look(Watching.rolling(95, DAY, new Budgeting.RatioTimeslices(FIVE)));
    assertThat(status.sli().orElse(0)).isCloseTo((0.999 + 0.9) / 2, within(1e-6));
    assertThat(status.events().proof().bad()).isCloseTo(1440, within(1e-6));
    SloStatus events = watching.look(Watching.rolling(95, DAY, new Budgeting.Occurrences()));
    assertThat(events.sli().orElse(0)).isCloseTo(1 - 2 / 1010.0, within(1e-6));
  }

  @Test
  void aSliceWithDataAndWithoutEventsIsGood() {
    Watching watching = new Watching(START);
    watching.play(Duration.ofHours(23), 0, 0);
    watching.play(Duration.ofHours(1), 100, 0);
    SloStatus status = watching.look(slices(99, 0.95));
    assertThat(status.events().total()).isEqualTo(288);
    assertThat(status.budget().remaining()).isEqualTo(1);
    assertThat(status.state()).isEqualTo(State.MET);
  }

  @Test
  void aSliceWithoutDataCountsNeitherWay() {
    Watching watching = new Watching(START);
    watching.play(Duration.ofHours(6), 100, 0);
    watching.clock.advance(Duration.ofHours(12));
    watching.play(Duration.ofHours(6), 100, 0);
    SloStatus status = watching.look(slices(99, 0.95));
    assertThat(status.events().total()).isEqualTo(144);
    assertThat(status.coverage().budget().value()).isCloseTo(0.5, within(0.01));
    assertThat(status.budget().allowed()).as("of the whole window").isCloseTo(2.88, within(1e-9));
  }

  @Test
  void silenceIsNoData() {
    Watching watching = new Watching(START);
    watching.play(Duration.ofHours(6), 100, 0);
    watching.clock.advance(Duration.ofHours(2));
    assertThat(watching.look(slices(99, 0.95)).state()).isEqualTo(State.NO_DATA);
  }

  @Test
  void badMinutesBurnAndSpend() {
    Watching watching = new Watching(START);
    Slo slo = Watching.rolling(99, DAY, minutes(0.95));
    watching.play(Duration.ofHours(23), 100, 0);
    watching.play(Duration.ofMinutes(12), 0, 100);
    SloStatus burning = watching.look(slo);
    assertThat(burning.state()).isEqualTo(State.BURNING);
    assertThat(burning.burn(BurnRule.VIOLATED).orElseThrow().longRate())
        .isCloseTo(0.2 / 0.01, within(1e-9));
    assertThat(burning.budget().remaining()).isCloseTo(1 - 12 / 14.4, within(1e-9));
    watching.play(Duration.ofMinutes(3), 0, 100);
    assertThat(watching.look(slo).state()).isEqualTo(State.EXHAUSTED);
  }

  @Test
  void aHandfulOfEventsInSlicesIsNoAlarm() {
    Watching watching = new Watching(START);
    Slo slo = Watching.rolling(99, DAY, minutes(0.95));
    for (int i = 0; i < 24; i++) {
      watching.play(Duration.ofMinutes(59), 0, 0);
      watching.play(Duration.ofMinutes(1), 0, 1);
    }
    SloStatus status = watching.look(slo);
    assertThat(status.budget().remaining()).as("the budget is plain arithmetic").isNegative();
    assertThat(status.state()).isEqualTo(State.INSUFFICIENT);
    assertThat(status.burns()).noneMatch(Burn::firing);
  }

  @Test
  void longSlicesRoundBurnWindowsUp() {
    Watching watching = new Watching(START);
    Slo slo =
        Watching.rolling(
            99, Duration.ofDays(7), new Budgeting.Timeslices(Duration.ofHours(2), new Ratio(0.95)));
    watching.play(Duration.ofDays(2), 100, 0);
    watching.play(Duration.ofHours(6), 50, 50);
    SloStatus status = watching.look(slo);
    assertThat(status.burn(BurnRule.PAGE_FAST).orElseThrow().longWindow().total()).isEqualTo(1);
    assertThat(status.burn(BurnRule.PAGE_FAST).orElseThrow().firing())
        .as("one slice proves nothing")
        .isFalse();
    assertThat(status.burn(BurnRule.PAGE_SLOW).orElseThrow().firing()).isTrue();
  }

  @Test
  void dataThatComesLateIsCounted() {
    Watching watching = new Watching(START);
    Slo slo = Watching.rolling(99, DAY, minutes(0.95));
    watching.play(Duration.ofHours(2), 100, 0);
    assertThat(watching.look(slo).budget().bad()).isZero();
    Instant late = watching.clock.instant().minus(Duration.ofMinutes(2));
    watching.metrics.count(Watching.NAME, "us-east", late, 0, 900);
    watching.play(Duration.ofMinutes(1), 100, 0);
    assertThat(watching.look(slo).budget().bad()).isEqualTo(1);
  }

  @Test
  void asksForASliceOnce() {
    Watching watching = new Watching(START);
    Slo slo = Watching.rolling(99, Duration.ofDays(30), minutes(0.95));
    watching.play(DAY, 100, 0);
    watching.look(slo);
    assertThat(watching.metrics.asked()).as("43,200 slices, 10,000 a question").hasSize(10);
    watching.play(Duration.ofMinutes(1), 100, 0);
    watching.look(slo);
    assertThat(watching.metrics.asked()).hasSize(2);
    assertThat(watching.look(slo).events().total()).isEqualTo(1441);
  }

  private static Slo slices(double percent, double target) {
    return Watching.rolling(percent, DAY, new Budgeting.Timeslices(FIVE, new Ratio(target)));
  }

  private static Budgeting minutes(double target) {
    return new Budgeting.Timeslices(Duration.ofMinutes(1), new Ratio(target));
  }
}
