// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.oncall.Rota;
import dev.ballast.model.OnCallSchedule;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CalendarReaderTest {

  private static final String WEEKLY =
      """
      BEGIN:VCALENDAR
      VERSION:2.0
      X-WR-TIMEZONE:Europe/Berlin
      BEGIN:VTIMEZONE
      TZID:Europe/Berlin
      BEGIN:STANDARD
      DTSTART:19701025T030000
      RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
      END:STANDARD
      END:VTIMEZONE
      BEGIN:VEVENT
      UID:ann-1
      SUMMARY:On Call - Ann
        Smith - Payments
      DTSTART;TZID=Europe/Berlin:20260105T090000
      DTEND;TZID=Europe/Berlin:20260112T090000
      RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=MO;UNTIL=20261231
      EXDATE;TZID=Europe/Berlin:20260202T090000
      BEGIN:VALARM
      TRIGGER:-PT15M
      ACTION:DISPLAY
      END:VALARM
      END:VEVENT
      BEGIN:VEVENT
      UID:bob-1
      SUMMARY:Bob
      DTSTART;VALUE=DATE:20260112
      DURATION:P1W
      END:VEVENT
      END:VCALENDAR
      """;

  private static OnCallSchedule schedule(String calendar) {
    Imported imported = CalendarReader.read(calendar, "payments", "");
    assertThat(imported.problems()).isEmpty();
    return imported.schedule().orElseThrow();
  }

  private static List<String> who(OnCallSchedule schedule, String time) {
    return Rota.at(schedule, Instant.parse(time)).people();
  }

  @Test
  void readsShiftsThatComeAgainInTheirZone() {
    OnCallSchedule schedule = schedule(WEEKLY.replace("\n", "\r\n"));
    assertThat(who(schedule, "2026-01-05T07:59:59Z")).isEmpty();
    assertThat(who(schedule, "2026-01-05T08:00:00Z")).containsExactly("Ann Smith");
    assertThat(who(schedule, "2026-01-19T08:00:00Z")).containsExactly("Ann Smith");
    assertThat(who(schedule, "2026-02-03T08:00:00Z")).isEmpty(); // An exception.
    // Nine o'clock in summer is seven in UTC.
    assertThat(who(schedule, "2026-04-13T06:59:59Z")).isEmpty();
    assertThat(who(schedule, "2026-04-13T07:00:00Z")).containsExactly("Ann Smith");
    assertThat(who(schedule, "2026-01-13T12:00:00Z")).containsExactly("Bob");
  }

  @Test
  void readsBackAsTheSameScheduleFromTheResourceItWrites() {
    OnCallSchedule schedule = schedule(WEEKLY);
    String yaml = ScheduleYaml.of(schedule);
    var reading =
        ConfigurationReader.readSources(
            List.of(Source.of("s.yaml", yaml.getBytes(StandardCharsets.UTF_8))), QueryChecker.NONE);
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.configuration().onCall().schedules().get("payments")).isEqualTo(schedule);
  }

  @Test
  void aTimeOfASeriesCanBeMovedOrCancelled() {
    OnCallSchedule schedule =
        schedule(
            """
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            UID:a
            SUMMARY:ann
            DTSTART:20260101T080000Z
            DTEND:20260101T160000Z
            RRULE:FREQ=DAILY;COUNT=5
            END:VEVENT
            BEGIN:VEVENT
            UID:a
            RECURRENCE-ID:20260102T080000Z
            SUMMARY:bob
            DTSTART:20260102T090000Z
            DTEND:20260102T160000Z
            END:VEVENT
            BEGIN:VEVENT
            UID:a
            RECURRENCE-ID:20260103T080000Z
            STATUS:CANCELLED
            SUMMARY:ann
            DTSTART:20260103T080000Z
            DTEND:20260103T160000Z
            END:VEVENT
            END:VCALENDAR
            """);
    assertThat(who(schedule, "2026-01-01T08:30:00Z")).containsExactly("ann");
    assertThat(who(schedule, "2026-01-02T08:30:00Z")).isEmpty();
    assertThat(who(schedule, "2026-01-02T09:30:00Z")).containsExactly("bob");
    assertThat(who(schedule, "2026-01-03T08:30:00Z")).isEmpty();
    assertThat(who(schedule, "2026-01-04T08:30:00Z")).containsExactly("ann");
  }

  @Test
  void refusesWhatItCannotWorkOutAndSaysEachWithItsLine() {
    Imported imported =
        CalendarReader.read(
            """
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            SUMMARY:ann
            DTSTART;TZID=Mars/Olympus:20260101T080000
            DTEND:20260101T160000Z
            END:VEVENT
            BEGIN:VEVENT
            SUMMARY:bob
            DTSTART:20260101T080000Z
            DTEND:20260101T160000Z
            RRULE:FREQ=WEEKLY;BYHOUR=9
            RDATE:20260301T080000Z
            END:VEVENT
            BEGIN:VEVENT
            DTSTART:2026-01-01
            END:VEVENT
            END:VCALENDAR
            """,
            "x",
            "UTC");
    assertThat(imported.schedule()).isEmpty();
    assertThat(imported.problems())
        .anyMatch(p -> p.startsWith("line 12: RDATE (expected: RRULE and EXDATE only)"))
        .anyMatch(p -> p.startsWith("line 4: DTSTART;TZID: Mars/Olympus (expected: an IANA"))
        .anyMatch(p -> p.startsWith("line 11: rule: BYHOUR=9 (expected: one of"))
        .anyMatch(p -> p.startsWith("line 14: no SUMMARY"))
        .anyMatch(p -> p.startsWith("line 15: DTSTART: 2026-01-01 (expected: such as"));
  }

  @Test
  void refusesASeriesWhoseClocksChangeOnOtherDays() {
    Imported imported = CalendarReader.read(WEEKLY, "payments", "America/New_York");
    assertThat(imported.problems().getFirst())
        .contains("repeats in Europe/Berlin", "Fix: --time-zone Europe/Berlin");
  }

  @Test
  void refusesWhatIsNoCalendar() {
    assertThat(CalendarReader.read("hello", "x", "").problems())
        .contains("line 1: no calendar (expected: BEGIN:VCALENDAR, as RFC 5545 has it)");
    assertThat(CalendarReader.read("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "x", "").problems())
        .containsExactly("no events (expected: at least one VEVENT that somebody is on call in)");
    assertThat(CalendarReader.read("BEGIN:VCALENDAR\nEND:VEVENT\n", "x", "").problems())
        .first()
        .asString()
        .contains("line 2: END:VEVENT");
  }
}
