// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.TimeWindow;
import dev.ballast.model.TimeWindow.Calendar.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class PeriodsTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Span span(TimeWindow window, String at) {
    return Periods.of(window, Instant.parse(at)).orElseThrow();
  }

  private static TimeWindow calendar(int count, Unit unit, String start, ZoneId zone) {
    return new TimeWindow.Calendar(count, unit, LocalDateTime.parse(start), zone);
  }

  private static Span of(String from, String to) {
    return new Span(Instant.parse(from), Instant.parse(to));
  }

  @Test
  void aRollingWindowEndsNow() {
    assertThat(span(new TimeWindow.Rolling(Duration.ofDays(30)), "2026-03-31T12:00:00Z"))
        .isEqualTo(of("2026-03-01T12:00:00Z", "2026-03-31T12:00:00Z"));
  }

  @Test
  void monthsHaveTheirLengthsAndBeginAtLocalMidnight() {
    var month = calendar(1, Unit.MONTH, "2025-01-01T00:00:00", BERLIN);
    assertThat(span(month, "2026-02-10T00:00:00Z"))
        .isEqualTo(of("2026-01-31T23:00:00Z", "2026-02-28T23:00:00Z"));
    assertThat(span(month, "2026-02-10T00:00:00Z").length()).isEqualTo(Duration.ofDays(28));
  }

  @Test
  void theMonthInWhichClocksAreSetForwardIsAnHourShorter() {
    var month = calendar(1, Unit.MONTH, "2025-01-01T00:00:00", BERLIN);
    assertThat(span(month, "2026-03-15T00:00:00Z").length())
        .isEqualTo(Duration.ofDays(31).minusHours(1));
    assertThat(span(month, "2026-10-15T00:00:00Z").length())
        .isEqualTo(Duration.ofDays(31).plusHours(1));
  }

  @Test
  void aDayHas23HoursWhenClocksAreSetForward() {
    var day = calendar(1, Unit.DAY, "2026-01-01T00:00:00", BERLIN);
    assertThat(span(day, "2026-03-29T12:00:00Z"))
        .isEqualTo(of("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"));
  }

  @Test
  void aStartThatClocksSkipIsTheNextTimeThatExists() {
    var day = calendar(1, Unit.DAY, "2026-01-01T02:30:00", BERLIN);
    assertThat(span(day, "2026-03-29T12:00:00Z").from())
        .isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
  }

  @Test
  void hoursAreLengthsWhateverClocksSay() {
    var twelve = calendar(12, Unit.HOUR, "2026-01-01T00:00:00", BERLIN);
    assertThat(span(twelve, "2026-03-29T12:00:00Z").length()).isEqualTo(Duration.ofHours(12));
  }

  @Test
  void aMonthThatStartsOnThe31stDoesNotDrift() {
    var month = calendar(1, Unit.MONTH, "2026-01-31T00:00:00", ZoneId.of("UTC"));
    assertThat(span(month, "2026-03-01T00:00:00Z"))
        .isEqualTo(of("2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z"));
  }

  @Test
  void quartersAndYearsAreMonths() {
    var quarter = calendar(1, Unit.QUARTER, "2024-01-01T00:00:00", ZoneId.of("UTC"));
    assertThat(span(quarter, "2026-05-05T00:00:00Z"))
        .isEqualTo(of("2026-04-01T00:00:00Z", "2026-07-01T00:00:00Z"));
    var year = calendar(2, Unit.YEAR, "2024-01-01T00:00:00", ZoneId.of("UTC"));
    assertThat(span(year, "2026-05-05T00:00:00Z"))
        .isEqualTo(of("2026-01-01T00:00:00Z", "2028-01-01T00:00:00Z"));
  }

  @Test
  void theInstantOfABoundaryBelongsToTheNextWindow() {
    var week = calendar(1, Unit.WEEK, "2026-01-05T00:00:00", ZoneId.of("UTC"));
    assertThat(span(week, "2026-01-12T00:00:00Z").from())
        .isEqualTo(Instant.parse("2026-01-12T00:00:00Z"));
    assertThat(span(week, "2026-01-11T23:59:59Z").from())
        .isEqualTo(Instant.parse("2026-01-05T00:00:00Z"));
  }

  @Test
  void beforeTheFirstWindowThereIsNone() {
    var week = calendar(1, Unit.WEEK, "2026-01-05T00:00:00", ZoneId.of("UTC"));
    assertThat(Periods.of(week, Instant.parse("2026-01-04T00:00:00Z"))).isEmpty();
    assertThat(Periods.of(new TimeWindow.Unstated(), Instant.EPOCH)).isEmpty();
  }
}
