// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.roster;

import dev.ballast.ledger.Limits;
import dev.ballast.model.Names;
import dev.ballast.model.OnCallSchedule;
import dev.ballast.model.oncall.Layer;
import dev.ballast.model.oncall.Substitute;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a schedule as PagerDuty's REST API gives it ({@code GET /schedules/ID}, with {@code since}
 * and {@code until} also its overrides). The API lists the layer that covers the others first.
 */
public final class PagerDutyReader {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int MOST = 5000;
  private static final long HOUR = 3600;

  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private ZoneId zone = ZoneOffset.UTC;

  private PagerDutyReader() {}

  /**
   * Reads one.
   *
   * @param name of the resource; empty: the schedule's, as far as it can be one
   */
  public static Imported read(String json, String name) {
    return new PagerDutyReader().schedule(json, name);
  }

  private Imported schedule(String json, String wanted) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JacksonException e) {
      problems.add(
          "body: " + Limits.cut(String.valueOf(e.getOriginalMessage()), 200) + " (expected: JSON)");
      return refused();
    }
    JsonNode schedule = root.has("schedule") ? root.path("schedule") : root;
    if (!schedule.path("schedule_layers").isArray()) {
      problems.add(
          "schedule.schedule_layers: nothing (expected: a list, as GET /schedules/ID has)");
      return refused();
    }
    String id = schedule.path("time_zone").asString("");
    if (ZoneId.getAvailableZoneIds().contains(id)) {
      zone = ZoneId.of(id);
    } else {
      problems.add("schedule.time_zone: \"" + id + "\" (expected: an IANA time zone)");
    }
    List<Layer> layers = new ArrayList<>();
    int i = 0;
    for (JsonNode layer : schedule.path("schedule_layers")) {
      layer("schedule_layers[" + i++ + "]", layer).ifPresent(layers::add);
    }
    Collections.reverse(layers);
    if (layers.isEmpty() && problems.isEmpty()) {
      problems.add("schedule.schedule_layers: none in force (expected: at least one)");
    }
    String name = wanted.isEmpty() ? named(schedule.path("name").asString("")) : wanted;
    if (!Names.isValid(name)) {
      problems.add("name: \"" + name + "\" (expected: " + Names.RULE + "). Fix: --name NAME");
    }
    List<Substitute> substitutes = substitutes(schedule);
    return problems.isEmpty()
        ? new Imported(
            Optional.of(new OnCallSchedule(name, zone, layers, List.of(), substitutes, Map.of())),
            problems,
            notes)
        : refused();
  }

  private Imported refused() {
    return new Imported(Optional.empty(), problems, notes);
  }

  private static String named(String title) {
    return title
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^-|-$", "");
  }

  private Optional<Layer> layer(String path, JsonNode layer) {
    int before = problems.size();
    List<String> people = new ArrayList<>();
    int i = 0;
    for (JsonNode user : layer.path("users")) {
      people.add(person(path + ".users[" + i++ + "]", user.path("user")));
    }
    if (people.isEmpty()) {
      problems.add(path + ".users: none (expected: at least one)");
    }
    Optional<LocalDateTime> start = time(path + ".start", layer.path("start"));
    Optional<LocalDateTime> anchor =
        layer.path("rotation_virtual_start").isString()
            ? time(path + ".rotation_virtual_start", layer.path("rotation_virtual_start"))
            : start;
    Optional<LocalDateTime> end =
        layer.path("end").isString() ? time(path + ".end", layer.path("end")) : Optional.empty();
    long turn = layer.path("rotation_turn_length_seconds").asLong(0);
    if (turn < HOUR || turn % HOUR != 0) {
      problems.add(
          path
              + ".rotation_turn_length_seconds: "
              + layer.path("rotation_turn_length_seconds")
              + " (expected: whole hours, 3600 or more)");
    }
    List<Layer.Hours> hours = hours(path, layer.path("restrictions"));
    if (problems.size() > before || start.isEmpty() || anchor.isEmpty()) {
      return Optional.empty();
    }
    String name = layer.path("name").asString(path);
    if (end.isPresent() && !end.get().isAfter(start.get())) {
      notes.add(path + " (" + name + "): ended before it began, left out");
      return Optional.empty();
    }
    return Optional.of(
        aligned(
            new Layer(
                name,
                people,
                anchor.get(),
                end.orElse(Layer.OPEN),
                Duration.ofSeconds(turn),
                hours),
            start.get()));
  }

  /** Begins with the turn that is under way when the layer begins. */
  private Layer aligned(Layer layer, LocalDateTime start) {
    Duration since = Duration.between(layer.start(), start);
    long turns = Math.floorDiv(since.toSeconds(), layer.turn().toSeconds());
    LocalDateTime first = layer.start().plusSeconds(turns * layer.turn().toSeconds());
    if (!first.equals(start)) {
      notes.add(
          layer.name()
              + ": begins with the handover at "
              + first
              + ", not in mid-turn at "
              + start);
    }
    List<String> people = new ArrayList<>(layer.people());
    Collections.rotate(people, -Math.floorMod(turns, people.size()));
    return new Layer(layer.name(), people, first, layer.end(), layer.turn(), layer.hours());
  }

  private List<Layer.Hours> hours(String path, JsonNode restrictions) {
    List<Layer.Hours> hours = new ArrayList<>();
    int i = 0;
    for (JsonNode restriction : restrictions) {
      String at = path + ".restrictions[" + i++ + "]";
      String type = restriction.path("type").asString("");
      int day = restriction.path("start_day_of_week").asInt(0);
      boolean weekly = type.equals("weekly_restriction");
      if (!(weekly && day >= 1 && day <= 7) && !type.equals("daily_restriction")) {
        problems.add(
            at
                + ": "
                + type
                + " on day "
                + day
                + " (expected: daily_restriction, or weekly_restriction with a day 1 to 7)");
        continue;
      }
      Set<DayOfWeek> days = weekly ? EnumSet.of(DayOfWeek.of(day)) : EnumSet.allOf(DayOfWeek.class);
      String from = restriction.path("start_time_of_day").asString("");
      long seconds = restriction.path("duration_seconds").asLong(0);
      try {
        LocalTime time = LocalTime.parse(from);
        if (time.getSecond() != 0 || seconds % 60 != 0) {
          throw new IllegalArgumentException("duration, start: (expected: whole minutes)");
        }
        hours.add(new Layer.Hours(days, time, Duration.ofSeconds(seconds)));
      } catch (DateTimeException e) {
        problems.add(at + ".start_time_of_day: \"" + from + "\" (expected: such as 08:00:00)");
      } catch (IllegalArgumentException e) {
        problems.add(at + ": " + e.getMessage());
      }
    }
    return hours;
  }

  private List<Substitute> substitutes(JsonNode schedule) {
    List<Substitute> substitutes = new ArrayList<>();
    String path = "overrides_subschedule.rendered_schedule_entries";
    JsonNode entries = schedule.path("overrides_subschedule").path("rendered_schedule_entries");
    if (entries.size() > MOST) {
      problems.add(path + ": " + entries.size() + " (expected: at most " + MOST + ")");
      return List.of();
    }
    int i = 0;
    for (JsonNode entry : entries) {
      String at = path + "[" + i++ + "]";
      String person = person(at, entry.path("user"));
      Optional<LocalDateTime> from = time(at + ".start", entry.path("start"));
      Optional<LocalDateTime> to = time(at + ".end", entry.path("end"));
      if (from.isPresent() && to.isPresent() && to.get().isAfter(from.get())) {
        substitutes.add(new Substitute(person, from.get(), to.get(), ""));
      }
    }
    return substitutes;
  }

  private String person(String path, JsonNode user) {
    String name = user.path("summary").asString(user.path("name").asString(""));
    String shown = name.isBlank() ? user.path("id").asString("") : name;
    if (shown.isBlank() || shown.length() > 100) {
      problems.add(
          path
              + ".summary: \""
              + Limits.cut(shown, 100)
              + "\" (expected: a name of 1 to 100 characters)");
    }
    return shown;
  }

  private Optional<LocalDateTime> time(String path, JsonNode node) {
    try {
      return Optional.of(
          LocalDateTime.ofInstant(OffsetDateTime.parse(node.asString("")).toInstant(), zone));
    } catch (DateTimeException e) {
      problems.add(
          path
              + ": "
              + Limits.cut(node.toString(), 80)
              + " (expected: a time such as 2026-01-05T09:00:00+01:00)");
      return Optional.empty();
    }
  }
}
