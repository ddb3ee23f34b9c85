// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.slo.SloStatus.State;
import dev.ballast.control.slo.replay.Span;
import dev.ballast.model.Budgeting;
import dev.ballast.model.Slo;
import dev.ballast.model.TimeWindow.Calendar.Unit;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Calendar windows under watch, on an injected clock. */
final class CalendarWindowTest {

  private static final Slo MONTH =
      Watching.calendar(99, Unit.MONTH, "2026-01-01T00:00", "Europe/Berlin");

  @Test
  void beginsAnewWithTheMonthOfItsTimeZone() {
    Watching watching = new Watching("2026-01-31T20:00:00Z");
    watching.playUntil("2026-01-31T22:59:00Z", 90, 10);
    SloStatus old = watching.look(MONTH);
    assertThat(old.window().span()).isEqualTo(span("2025-12-31T23:00:00Z", "2026-01-31T23:00:00Z"));
    assertThat(old.budget().bad()).isCloseTo(1790, within(1.0));
    watching.playUntil("2026-01-31T23:02:00Z", 100, 0);
    SloStatus fresh = watching.look(MONTH);
    assertThat(fresh.window().span())
        .isEqualTo(span("2026-01-31T23:00:00Z", "2026-02-28T23:00:00Z"));
    assertThat(fresh.budget().bad()).isZero();
    assertThat(fresh.budget().remaining()).isEqualTo(1);
  }

  @Test
  void whatBurnsGoesOnBurningWhenTheMonthBeginsAnew() {
    Watching watching = new Watching("2026-01-31T20:00:00Z");
    watching.playUntil("2026-01-31T23:04:00Z", 50, 50);
    SloStatus status = watching.look(MONTH);
    assertThat(status.state()).isEqualTo(State.BURNING);
    assertThat(status.budget().bad()).isCloseTo(200, within(1.0));
    assertThat(status.burn(BurnRule.PAGE_FAST).orElseThrow().longWindow().bad())
        .isCloseTo(3000, within(1.0));
  }

  @Test
  void atTheFirstMomentNothingIsSpentAndTheLastHourSpeaks() {
    Watching watching = new Watching("2026-01-31T20:00:00Z");
    watching.playUntil("2026-01-31T23:00:00Z", 100, 0);
    SloStatus status = watching.look(MONTH);
    assertThat(status.window().span().from()).isEqualTo(watching.clock.instant());
    assertThat(status.events().known()).isFalse();
    assertThat(status.state()).isEqualTo(State.MET);
    assertThat(status.budget().remaining()).isEqualTo(1);
  }

  @Test
  void whatIsLeftIsOfTheWholeWindowAndOfTheEventsSoFar() {
    Slo april = Watching.calendar(99, Unit.MONTH, "2026-01-01T00:00", "UTC");
    Watching watching = new Watching("2026-04-01T00:00:00Z");
    watching.play(Duration.ofDays(10), 199, 1);
    SloStatus status = watching.look(april);
    double seen = 10 * 1440 * 200;
    assertThat(status.events().total()).isCloseTo(seen, within(200.0));
    assertThat(status.budget().allowed()).isCloseTo(0.01 * 3 * seen, within(0.01 * seen));
    assertThat(status.budget().remaining()).isCloseTo(1 - 0.5 / 3, within(0.005));
    assertThat(status.budget().remainingSoFar()).isCloseTo(0.5, within(0.001));
    assertThat(status.coverage().budget().value()).isCloseTo(1 / 3.0, within(0.005));
  }

  @Test
  void aGapInsideTheWindowIsForecastLikeTheRest() {
    Slo april = Watching.calendar(99, Unit.MONTH, "2026-01-01T00:00", "UTC");
    Watching watching = new Watching("2026-04-01T00:00:00Z");
    watching.play(Duration.ofDays(5), 199, 1);
    watching.clock.advance(Duration.ofDays(5));
    watching.play(Duration.ofDays(5), 199, 1);
    SloStatus status = watching.look(april);
    assertThat(status.coverage().budget().value()).isCloseTo(10 / 30.0, within(0.01));
    assertThat(status.budget().remaining()).isCloseTo(1 - 0.5 / 3, within(0.01));
  }

  @Test
  void aDayHas23HoursWhenClocksGoForward() {
    SloStatus status = halfOf("2026-03-28T23:00:00Z", Duration.ofMinutes(23 * 30));
    assertThat(status.window().written()).isEqualTo(Duration.ofHours(23));
    assertThat(status.window().span())
        .isEqualTo(span("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"));
    assertThat(status.budget().remaining()).isCloseTo(0.75, within(0.01));
  }

  @Test
  void aDayHas25HoursWhenClocksGoBack() {
    SloStatus status = halfOf("2026-10-24T22:00:00Z", Duration.ofMinutes(25 * 30));
    assertThat(status.window().written()).isEqualTo(Duration.ofHours(25));
    assertThat(status.window().span())
        .isEqualTo(span("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"));
    assertThat(status.budget().remaining()).isCloseTo(0.75, within(0.01));
  }

  /** Half of a day at half of the pace that would spend its budget. */
  private static SloStatus halfOf(String start, Duration half) {
    Slo day = Watching.calendar(99, Unit.DAY, "2026-01-01T00:00", "Europe/Berlin");
    Watching watching = new Watching(start);
    watching.play(half, 199, 1);
    return watching.look(day);
  }

  @Test
  void slicesOfADayOf23HoursAreAs23Hours() {
    Slo day =
        Watching.calendar(
            90,
            Unit.DAY,
            "2026-01-01T00:00",
            "Europe/Berlin",
            new Budgeting.Timeslices(Duration.ofMinutes(1), new Ratio(0.95)));
    Watching watching = new Watching("2026-03-28T23:00:00Z");
    watching.play(Duration.ofMinutes(69), 50, 50);
    watching.play(Duration.ofHours(10), 100, 0);
    SloStatus status = watching.look(day);
    assertThat(status.budget().allowed()).isCloseTo(138, within(1e-9));
    assertThat(status.budget().bad()).isEqualTo(69);
    assertThat(status.budget().remaining()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void aMonthFromA31stEndsWithTheShorterMonth() {
    Slo slo = Watching.calendar(99, Unit.MONTH, "2026-01-31T00:00", "UTC");
    Watching watching = new Watching("2026-02-27T23:00:00Z");
    watching.playUntil("2026-02-27T23:59:00Z", 100, 0);
    assertThat(watching.look(slo).window().span())
        .isEqualTo(span("2026-01-31T00:00:00Z", "2026-02-28T00:00:00Z"));
    watching.playUntil("2026-02-28T00:01:00Z", 100, 0);
    assertThat(watching.look(slo).window().span())
        .isEqualTo(span("2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z"));
  }

  @Test
  void aYearEndsInItsOwnTimeZone() {
    Slo slo = Watching.calendar(99, Unit.YEAR, "2026-01-01T00:00", "America/New_York");
    Watching watching = new Watching("2027-01-01T03:00:00Z");
    watching.playUntil("2027-01-01T04:59:00Z", 90, 10);
    SloStatus old = watching.look(slo);
    assertThat(old.window().span().to()).isEqualTo("2027-01-01T05:00:00Z");
    assertThat(old.budget().bad()).isGreaterThan(1000);
    watching.playUntil("2027-01-01T05:01:00Z", 100, 0);
    SloStatus fresh = watching.look(slo);
    assertThat(fresh.window().span())
        .isEqualTo(span("2027-01-01T05:00:00Z", "2028-01-01T05:00:00Z"));
    assertThat(fresh.budget().bad()).isZero();
  }

  @Test
  void hasNoWindowBeforeItsFirst() {
    Slo slo = Watching.calendar(99, Unit.MONTH, "2030-01-01T00:00", "Asia/Tokyo");
    SloStatus status = new Watching("2026-01-01T00:00:00Z").look(slo);
    assertThat(status.state()).isEqualTo(State.NO_DATA);
    assertThat(status.problem())
        .isEqualTo("not begun: its first window starts at 2029-12-31T15:00:00Z");
  }

  @Test
  void aBudgetThatLastsUntilItBeginsAnewIsNotGoingToBeSpent() {
    Slo day = Watching.calendar(99, Unit.DAY, "2026-01-01T00:00", "UTC");
    Watching watching = new Watching("2026-05-05T00:00:00Z");
    watching.play(Duration.ofHours(20), 100, 0);
    watching.play(Duration.ofMinutes(70), 97, 3);
    assertThat(watching.look(day).burn(BurnRule.VIOLATED).orElseThrow().longRate())
        .isGreaterThan(2);
    assertThat(watching.look(day).exhaustion()).isEqualTo(new Exhaustion.NotBurning());
  }

  @Test
  void theWordsSayWhenItBeginsAnew() {
    Watching watching = new Watching("2026-02-10T20:00:00Z");
    watching.play(Duration.ofHours(2), 100, 0);
    assertThat(Words.window(watching.look(MONTH).window()))
        .isEqualTo("28 d until 2026-02-28T23:00:00Z");
  }

  private static Span span(String from, String to) {
    return new Span(Instant.parse(from), Instant.parse(to));
  }
}
