// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.roster;

import dev.ballast.connect.roster.CalendarLines.Line;
import dev.ballast.model.Names;
import dev.ballast.model.OnCallSchedule;
import dev.ballast.model.Shift;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a calendar (RFC 5545) of shifts: events with times or days, in UTC, in a named zone or in
 * the calendar's, that come once or by a rule of {@link dev.ballast.model.Recurrence}, with EXDATE,
 * and single times of a series that were moved or cancelled. Whatever else changes when somebody is
 * on call is refused with its line; what does not (alarms, places, notes) is passed over.
 */
public final class CalendarReader {

  /** The most that is read. */
  public static final int MOST_BYTES = 4 << 20;

  private static final int MOST_EVENTS = 5000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

  /** PagerDuty's feeds: who is between the dashes. */
  private static final Pattern FEED = Pattern.compile("On Call - (.+?) - .+");

  private final String name;
  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private ZoneId zone = ZoneOffset.UTC;

  private CalendarReader(String name) {
    this.name = name;
  }

  /** One event, by the names of its properties. */
  private record Entry(int number, Map<String, Line> lines, List<Line> exceptions) {
    Optional<Line> line(String name) {
      return Optional.ofNullable(lines.get(name));
    }

    String uid() {
      return line("UID").map(Line::value).orElse("line " + number);
    }
  }

  /** A time as written, and the zone that it keeps its hour in. */
  private record Time(LocalDateTime local, ZoneId zone, boolean isDay) {
    Instant instant() {
      return local.atZone(zone).toInstant();
    }

    LocalDateTime in(ZoneId other) {
      return other.equals(zone) ? local : LocalDateTime.ofInstant(instant(), other);
    }
  }

  /**
   * Reads one.
   *
   * @param zone of the schedule; empty: the calendar's, else its first event's
   */
  public static Imported read(String calendar, String name, String zone) {
    CalendarReader reader = new CalendarReader(name);
    List<Line> lines = CalendarLines.of(calendar, reader.problems);
    return reader.read(lines, zone);
  }

  private Imported read(List<Line> lines, String wantedZone) {
    if (lines.stream().noneMatch(line -> is(line, "BEGIN", "VCALENDAR"))) {
      problems.add("line 1: no calendar (expected: BEGIN:VCALENDAR, as RFC 5545 has it)");
      return refused();
    }
    zone = zone(lines, wantedZone);
    List<Entry> entries = entries(lines);
    if (entries.size() > MOST_EVENTS) {
      problems.add(entries.size() + " events (expected: at most " + MOST_EVENTS + ")");
      return refused();
    }
    List<Shift> shifts = shifts(entries);
    if (shifts.isEmpty() && problems.isEmpty()) {
      problems.add("no events (expected: at least one VEVENT that somebody is on call in)");
    }
    if (!Names.isValid(name)) {
      problems.add("name: " + name + " (expected: " + Names.RULE + ")");
    }
    return problems.isEmpty()
        ? new Imported(
            Optional.of(new OnCallSchedule(name, zone, List.of(), shifts, List.of(), Map.of())),
            problems,
            notes)
        : refused();
  }

  private Imported refused() {
    return new Imported(Optional.empty(), problems, notes);
  }

  private static boolean is(Line line, String name, String value) {
    return line.name().equals(name) && line.value().strip().equalsIgnoreCase(value);
  }

  private ZoneId zone(List<Line> lines, String wanted) {
    String written =
        !wanted.isEmpty()
            ? wanted
            : lines.stream()
                .filter(line -> line.name().equals("X-WR-TIMEZONE"))
                .map(Line::text)
                .findFirst()
                .or(
                    () ->
                        lines.stream()
                            .filter(line -> line.name().equals("DTSTART"))
                            .map(line -> line.parameter("TZID"))
                            .filter(id -> !id.isEmpty())
                            .findFirst())
                .orElse("UTC");
    return named(written, "time zone").orElse(ZoneOffset.UTC);
  }

  private Optional<ZoneId> named(String id, String where) {
    if (id.equals("UTC") || ZoneId.getAvailableZoneIds().contains(id)) {
      return Optional.of(id.equals("UTC") ? ZoneId.of("Etc/UTC") : ZoneId.of(id));
    }
    problems.add(where + ": " + id + " (expected: an IANA time zone such as Europe/Berlin)");
    return Optional.empty();
  }

  /** Events alone; what is within them (alarms) and beside them (zones, to-dos) is passed over. */
  private List<Entry> entries(List<Line> lines) {
    List<Entry> entries = new ArrayList<>();
    List<String> within = new ArrayList<>();
    for (Line line : lines) {
      if (line.name().equals("BEGIN")) {
        within.add(line.value().strip().toUpperCase(Locale.ROOT));
        if (within.getLast().equals("VEVENT")) {
          entries.add(new Entry(line.number(), new HashMap<>(), new ArrayList<>()));
        }
      } else if (line.name().equals("END")) {
        if (within.isEmpty() || !is(line, "END", within.removeLast())) {
          problems.add(
              "line "
                  + line.number()
                  + ": END:"
                  + line.value()
                  + " (expected: of what"
                  + " began last)");
          return List.of();
        }
      } else if (!within.isEmpty() && within.getLast().equals("VEVENT")) {
        take(entries.getLast(), line);
      }
    }
    return entries;
  }

  private void take(Entry entry, Line line) {
    switch (line.name()) {
      case "EXDATE" -> entry.exceptions().add(line);
      case "RDATE", "EXRULE" ->
          problems.add(
              "line "
                  + line.number()
                  + ": "
                  + line.name()
                  + " (expected: RRULE and EXDATE only). Fix: write these times as events of their own");
      default -> {
        if (entry.lines().putIfAbsent(line.name(), line) != null && line.name().equals("RRULE")) {
          problems.add("line " + line.number() + ": RRULE (expected: one for an event)");
        }
      }
    }
  }

  private List<Shift> shifts(List<Entry> entries) {
    Map<String, Set<LocalDateTime>> moved = new HashMap<>();
    for (Entry entry : entries) {
      entry
          .line("RECURRENCE-ID")
          .flatMap(this::time)
          .ifPresent(
              time ->
                  moved.computeIfAbsent(entry.uid(), uid -> new HashSet<>()).add(time.in(zone)));
      entry
          .line("RECURRENCE-ID")
          .filter(line -> line.parameter("RANGE").equals("THISANDFUTURE"))
          .ifPresent(
              line ->
                  problems.add(
                      "line "
                          + line.number()
                          + ": RANGE=THISANDFUTURE (expected: a single time). Fix: end the series and begin"
                          + " another"));
    }
    List<Shift> shifts = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.line("STATUS").filter(s -> s.value().equalsIgnoreCase("CANCELLED")).isEmpty()) {
        boolean single = entry.line("RECURRENCE-ID").isPresent();
        shift(entry, single ? Set.of() : moved.getOrDefault(entry.uid(), Set.of()))
            .ifPresent(shifts::add);
      } else {
        notes.add("line " + entry.number() + ": cancelled, left out");
      }
    }
    return shifts;
  }

  private Optional<Shift> shift(Entry entry, Set<LocalDateTime> moved) {
    int before = problems.size();
    String person = person(entry);
    Optional<Time> start = required(entry, "DTSTART").flatMap(this::time);
    Optional<Time> end = start.flatMap(from -> end(entry, from));
    if (start.isEmpty() || end.isEmpty()) {
      return Optional.empty();
    }
    boolean single = entry.line("RECURRENCE-ID").isPresent();
    Optional<Line> rule = entry.line("RRULE").filter(line -> !single);
    if (rule.isPresent() && !start.get().zone().equals(zone)) {
      problems.add(
          "line "
              + entry.number()
              + ": repeats in "
              + start.get().zone()
              + " (expected: "
              + zone
              + ", whose clocks change on other days). Fix: --time-zone "
              + start.get().zone());
    }
    Set<LocalDateTime> except = new HashSet<>(moved);
    entry.exceptions().forEach(line -> exceptions(line, except));
    String text = rule.map(line -> rule(line, start.get())).orElse("");
    if (problems.size() > before) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Shift(
              person,
              start.get().in(zone),
              end.get().in(zone),
              text,
              text.isEmpty() ? Set.of() : except));
    } catch (IllegalArgumentException e) {
      problems.add("line " + rule.map(Line::number).orElse(entry.number()) + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private String person(Entry entry) {
    String summary = required(entry, "SUMMARY").map(Line::text).orElse("");
    Matcher feed = FEED.matcher(summary);
    String person = feed.matches() ? feed.group(1) : summary;
    if (person.isBlank() || person.length() > 100) {
      problems.add(
          "line "
              + entry.number()
              + ": SUMMARY: \""
              + person
              + "\" (expected: who is on call, in at most 100 characters)");
    }
    return person;
  }

  private Optional<Line> required(Entry entry, String name) {
    Optional<Line> line = entry.line(name);
    if (line.isEmpty()) {
      problems.add("line " + entry.number() + ": no " + name + " (expected: one in each VEVENT)");
    }
    return line;
  }

  private Optional<Time> end(Entry entry, Time start) {
    Optional<Line> end = entry.line("DTEND");
    if (end.isPresent()) {
      return end.flatMap(this::time);
    }
    Optional<Line> length = entry.line("DURATION");
    if (length.isEmpty()) {
      return Optional.of(
          new Time(start.local().plusDays(start.isDay() ? 1 : 0), start.zone(), start.isDay()));
    }
    try {
      String text = length.get().value().strip();
      Duration lasts =
          text.matches("P[0-9]{1,3}W")
              ? Duration.ofDays(7 * Long.parseLong(text.substring(1, text.length() - 1)))
              : Duration.parse(text);
      return Optional.of(new Time(start.local().plus(lasts), start.zone(), start.isDay()));
    } catch (DateTimeException e) {
      problems.add(
          "line "
              + length.get().number()
              + ": DURATION: "
              + length.get().value()
              + " (expected: such as PT8H or P1W)");
      return Optional.empty();
    }
  }

  private void exceptions(Line line, Set<LocalDateTime> except) {
    for (String part : line.value().split(",", -1)) {
      time(new Line(line.number(), line.name(), line.parameters(), part))
          .ifPresent(time -> except.add(time.in(zone)));
    }
  }

  private Optional<Time> time(Line line) {
    String text = line.value().strip();
    try {
      if (text.matches("[0-9]{8}")) {
        LocalDate day = LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
        return Optional.of(new Time(day.atStartOfDay(), zone, true));
      }
      if (text.endsWith("Z")) {
        LocalDateTime utc = LocalDateTime.parse(text, UTC);
        return Optional.of(new Time(utc, ZoneId.of("Etc/UTC"), false));
      }
      String id = line.parameter("TZID");
      Optional<ZoneId> own =
          id.isEmpty()
              ? Optional.of(zone)
              : named(id, "line " + line.number() + ": " + line.name() + ";TZID");
      LocalDateTime local = LocalDateTime.parse(text, TIME);
      return own.map(at -> new Time(local, at, false));
    } catch (DateTimeException e) {
      problems.add(
          "line "
              + line.number()
              + ": "
              + line.name()
              + ": "
              + text
              + " (expected: such as 20260105T090000, 20260105T080000Z or 20260105)");
      return Optional.empty();
    }
  }

  /** The rule as the model takes it: its end in UTC, and no first day of the week. */
  private String rule(Line line, Time start) {
    List<String> parts = new ArrayList<>();
    boolean skips =
        line.value().toUpperCase(Locale.ROOT).matches(".*INTERVAL=([2-9]|[1-9][0-9]).*");
    for (String part : line.value().strip().split(";", -1)) {
      String upper = part.toUpperCase(Locale.ROOT);
      if (upper.startsWith("WKST=")) {
        if (skips && !upper.equals("WKST=MO")) {
          problems.add(
              "line " + line.number() + ": " + part + " (expected: WKST=MO with INTERVAL)");
        }
      } else if (upper.startsWith("UNTIL=") && !upper.endsWith("Z")) {
        parts.add("UNTIL=" + until(line, upper.substring(6), start));
      } else if (!part.isEmpty()) {
        parts.add(upper);
      }
    }
    return String.join(";", parts);
  }

  private String until(Line line, String text, Time start) {
    try {
      LocalDateTime local =
          text.length() == 8
              ? LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE).atTime(23, 59, 59)
              : LocalDateTime.parse(text, TIME);
      return UTC.format(
          local.atZone(start.zone()).withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime());
    } catch (DateTimeException e) {
      problems.add("line " + line.number() + ": UNTIL=" + text + " (expected: a date or a time)");
      return text;
    }
  }
}
