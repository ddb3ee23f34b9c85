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

final class PagerDutyReaderTest {

  private static final String SCHEDULE =
      """
      {"schedule":{"id":"PI7DH85","type":"schedule","name":"Daily Engineering Rotation",
       "time_zone":"America/New_York","schedule_layers":[
        {"id":"L2","name":"Office","start":"2026-01-05T09:00:00-05:00","end":null,
         "rotation_virtual_start":"2026-01-05T09:00:00-05:00","rotation_turn_length_seconds":604800,
         "users":[{"user":{"id":"P3","type":"user_reference","summary":"Dee"}}],
         "restrictions":[{"type":"weekly_restriction","start_day_of_week":1,
           "start_time_of_day":"09:00:00","duration_seconds":28800}]},
        {"id":"L1","name":"Layer 1","start":"2026-01-19T09:00:00-05:00","end":null,
         "rotation_virtual_start":"2026-01-05T09:00:00-05:00","rotation_turn_length_seconds":604800,
         "users":[{"user":{"id":"P1","summary":"Ann"}},{"user":{"id":"P2","summary":"Bob"}},
                  {"user":{"id":"P4","summary":"Cem"}}],"restrictions":[]}],
       "overrides_subschedule":{"name":"Overrides","rendered_schedule_entries":[
        {"start":"2026-02-02T12:00:00-05:00","end":"2026-02-02T13:00:00-05:00",
         "user":{"id":"P2","summary":"Bob"}}]}}}
      """;

  private static List<String> who(OnCallSchedule schedule, String time) {
    return Rota.at(schedule, Instant.parse(time)).people();
  }

  @Test
  void readsLayersTheFirstOfWhichCoversTheOthers() {
    Imported imported = PagerDutyReader.read(SCHEDULE, "");
    assertThat(imported.problems()).isEmpty();
    OnCallSchedule schedule = imported.schedule().orElseThrow();
    assertThat(schedule.name()).isEqualTo("daily-engineering-rotation");
    assertThat(who(schedule, "2026-01-18T14:00:00Z")).isEmpty(); // Not begun.
    // The third turn since the rotation's start, and a Monday in office hours.
    assertThat(who(schedule, "2026-01-20T14:30:00Z")).containsExactly("Cem");
    assertThat(who(schedule, "2026-01-19T14:30:00Z")).containsExactly("Dee");
    assertThat(who(schedule, "2026-01-19T22:30:00Z")).containsExactly("Cem");
    assertThat(who(schedule, "2026-02-02T17:30:00Z")).containsExactly("Bob");
    // After clocks have changed it is nine o'clock at thirteen in UTC.
    assertThat(who(schedule, "2026-03-17T13:00:00Z")).containsExactly("Bob");
    assertThat(who(schedule, "2026-03-24T13:00:00Z")).containsExactly("Cem");
  }

  @Test
  void readsBackAsTheSameScheduleFromTheResourceItWrites() {
    OnCallSchedule schedule = PagerDutyReader.read(SCHEDULE, "primary").schedule().orElseThrow();
    var reading =
        ConfigurationReader.readSources(
            List.of(
                Source.of("s.yaml", ScheduleYaml.of(schedule).getBytes(StandardCharsets.UTF_8))),
            QueryChecker.NONE);
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.configuration().onCall().schedules().get("primary")).isEqualTo(schedule);
  }

  @Test
  void beginsWithTheHandoverWhenALayerBeginsInMidTurn() {
    Imported imported =
        PagerDutyReader.read(
            SCHEDULE.replace("2026-01-19T09:00:00-05:00", "2026-01-21T10:00:00-05:00"), "");
    assertThat(imported.notes())
        .containsExactly(
            "Layer 1: begins with the handover at 2026-01-19T09:00, not in mid-turn at"
                + " 2026-01-21T10:00");
    assertThat(who(imported.schedule().orElseThrow(), "2026-01-22T14:30:00Z"))
        .containsExactly("Cem");
  }

  @Test
  void refusesWhatItCannotWorkOutAndSaysAllOfIt() {
    Imported imported =
        PagerDutyReader.read(
            SCHEDULE
                .replace("America/New_York", "Eastern Time (US & Canada)")
                .replace("\"duration_seconds\":28800", "\"duration_seconds\":9999999")
                .replace("weekly_restriction", "monthly_restriction")
                .replace("2026-02-02T12:00:00-05:00", "noon"),
            "");
    assertThat(imported.schedule()).isEmpty();
    assertThat(imported.problems())
        .anyMatch(p -> p.startsWith("schedule.time_zone: \"Eastern Time (US & Canada)\""))
        .anyMatch(p -> p.startsWith("schedule_layers[0].restrictions[0]: monthly_restriction"))
        .anyMatch(p -> p.contains("rendered_schedule_entries[0].start: \"noon\""));
    assertThat(PagerDutyReader.read("{", "").problems().getFirst()).contains("expected: JSON");
    assertThat(PagerDutyReader.read("{}", "").problems().getFirst()).contains("GET /schedules/ID");
  }
}
