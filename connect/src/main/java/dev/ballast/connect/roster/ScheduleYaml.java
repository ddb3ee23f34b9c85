// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.roster;

import dev.ballast.model.OnCallSchedule;
import dev.ballast.model.Shift;
import dev.ballast.model.oncall.Layer;
import dev.ballast.model.oncall.Substitute;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a schedule as a resource, which reads back as the same schedule. */
public final class ScheduleYaml {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

  private ScheduleYaml() {}

  public static String of(OnCallSchedule schedule) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("apiVersion: ballast.dev/v1\nkind: OnCallSchedule\nmetadata:\n  name: ")
        .append(quoted(schedule.name()))
        .append("\nspec:\n  timeZone: ")
        .append(schedule.zone().getId())
        .append('\n');
    if (!schedule.layers().isEmpty()) {
      yaml.append("  layers:\n");
      schedule.layers().forEach(layer -> layer(yaml, layer));
    }
    if (!schedule.shifts().isEmpty()) {
      yaml.append("  shifts:\n");
      schedule.shifts().forEach(shift -> shift(yaml, shift));
    }
    if (!schedule.substitutes().isEmpty()) {
      yaml.append("  overrides:\n");
      schedule.substitutes().forEach(one -> substitute(yaml, one));
    }
    return yaml.toString();
  }

  private static void layer(StringBuilder yaml, Layer layer) {
    yaml.append("    - name: ").append(quoted(layer.name()));
    yaml.append("\n      people: ").append(list(layer.people()));
    yaml.append("\n      start: ").append(TIME.format(layer.start()));
    if (!layer.end().equals(Layer.OPEN)) {
      yaml.append("\n      end: ").append(TIME.format(layer.end()));
    }
    yaml.append("\n      every: ").append(turn(layer.turn())).append('\n');
    if (!layer.hours().isEmpty()) {
      yaml.append("      hours:\n");
      for (Layer.Hours hours : layer.hours()) {
        yaml.append("        - {");
        if (hours.days().size() < DayOfWeek.values().length) {
          yaml.append("days: [").append(days(hours)).append("], ");
        }
        yaml.append("from: \"").append(hours.from()).append("\", for: ");
        yaml.append(length(hours.length())).append("}\n");
      }
    }
  }

  private static String days(Layer.Hours hours) {
    return hours.days().stream()
        .sorted()
        .map(day -> day.name().substring(0, 2))
        .collect(Collectors.joining(", "));
  }

  private static void shift(StringBuilder yaml, Shift shift) {
    yaml.append("    - person: ").append(quoted(shift.person()));
    yaml.append("\n      start: ").append(TIME.format(shift.start()));
    yaml.append("\n      end: ").append(TIME.format(shift.end())).append('\n');
    if (!shift.rule().isEmpty()) {
      yaml.append("      rule: ").append(shift.rule()).append('\n');
    }
    if (!shift.except().isEmpty()) {
      String times =
          shift.except().stream()
              .sorted()
              .map((LocalDateTime time) -> TIME.format(time))
              .collect(Collectors.joining(", "));
      yaml.append("      except: [").append(times).append("]\n");
    }
  }

  private static void substitute(StringBuilder yaml, Substitute one) {
    yaml.append("    - person: ").append(quoted(one.person()));
    yaml.append("\n      from: ").append(TIME.format(one.from()));
    yaml.append("\n      to: ").append(TIME.format(one.to())).append('\n');
    if (!one.reason().isEmpty()) {
      yaml.append("      reason: ").append(quoted(one.reason())).append('\n');
    }
  }

  private static String turn(Duration turn) {
    if (turn.toHours() % 168 == 0) {
      return turn.toHours() / 168 + "w";
    }
    return turn.toHours() % 24 == 0 ? turn.toDays() + "d" : turn.toHours() + "h";
  }

  private static String length(Duration length) {
    return length.toMinutes() % 60 == 0 ? length.toHours() + "h" : length.toMinutes() + "m";
  }

  private static String list(List<String> people) {
    return people.stream().map(ScheduleYaml::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  /** In YAML's double quotes whatever it is. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        default -> quoted.append(Character.isISOControl(c) ? ' ' : c);
      }
    }
    return quoted.append('"').toString();
  }
}
