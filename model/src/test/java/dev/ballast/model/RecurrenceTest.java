// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecurrenceTest {

  private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");

  private static List<String> starts(String rule, String start) {
    var recurrence =
        Recurrence.of(
            rule, LocalDateTime.parse(start), ZoneId.of("Europe/Berlin"), Duration.ofHours(2));
    return recurrence.starts(MARCH, MAY).stream().map(Instant::toString).toList();
  }

  @Test
  void keepsItsLocalTimeWhenClocksChange() {
    assertThat(starts("FREQ=WEEKLY;BYDAY=SU", "2026-03-22T04:00:00"))
        .containsExactly(
            "2026-03-22T03:00:00Z",
            "2026-03-29T02:00:00Z",
            "2026-04-05T02:00:00Z",
            "2026-04-12T02:00:00Z",
            "2026-04-19T02:00:00Z",
            "2026-04-26T02:00:00Z");
  }

  @Test
  void countsFromTheFirstTimeAndNotFromTheWindow() {
    assertThat(starts("RRULE:FREQ=DAILY;COUNT=3", "2026-02-28T12:00:00"))
        .containsExactly("2026-03-01T11:00:00Z", "2026-03-02T11:00:00Z");
  }

  @Test
  void everyOtherWeekUntilADay() {
    assertThat(
            starts(
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20260318T000000Z", "2026-03-02T10:00:00"))
        .containsExactly("2026-03-02T09:00:00Z", "2026-03-04T09:00:00Z", "2026-03-16T09:00:00Z");
  }

  @Test
  void theSecondTuesdayAndTheLastDayOfAMonth() {
    assertThat(starts("FREQ=MONTHLY;BYDAY=2TU", "2026-03-01T10:00:00"))
        .containsExactly("2026-03-10T09:00:00Z", "2026-04-14T08:00:00Z");
    assertThat(starts("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-03-01T10:00:00"))
        .containsExactly("2026-03-31T08:00:00Z", "2026-04-30T08:00:00Z");
    assertThat(starts("FREQ=MONTHLY;BYDAY=-1FR", "2026-03-01T10:00:00"))
        .containsExactly("2026-03-27T09:00:00Z", "2026-04-24T08:00:00Z");
  }

  @Test
  void aMonthWithoutThatDayIsPassedOver() {
    assertThat(starts("FREQ=MONTHLY", "2026-01-31T10:00:00"))
        .containsExactly("2026-03-31T08:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=YEARLY",
        "FREQ=DAILY;BYSETPOS=1",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=DAILY;UNTIL=tomorrow",
        "every day"
      })
  void whatItDoesNotUnderstandIsRefused(String rule) {
    assertThatThrownBy(() -> starts(rule, "2026-03-01T10:00:00"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("rule: .+ \\(expected: .+\\)");
  }
}
