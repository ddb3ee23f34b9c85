// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Times that come again by a recurrence rule of RFC 5545: FREQ of DAILY, WEEKLY and MONTHLY with
 * INTERVAL, COUNT, UNTIL, BYDAY (with a number only for MONTHLY, such as {@code 1SU}) and
 * BYMONTHDAY. Other parts are refused, since passing over one would leave out times that nobody
 * meant.
 */
public final class Recurrence {

  private static final Set<String> PARTS =
      Set.of("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY");
  private static final DateTimeFormatter UNTIL =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
  private static final int MOST = 100_000;

  private final Map<String, String> parts;
  private final LocalDateTime start;
  private final ZoneId zone;
  private final Duration length;

  private Recurrence(Map<String, String> parts, LocalDateTime start, ZoneId zone, Duration length) {
    this.parts = parts;
    this.start = start;
    this.zone = zone;
    this.length = length;
  }

  /**
   * Reads a rule.
   *
   * @param start of the first time, in the zone's local time, which the others keep
   * @throws IllegalArgumentException when the rule says more than this understands
   */
  public static Recurrence of(String rule, LocalDateTime start, ZoneId zone, Duration length) {
    var parts = new HashMap<String, String>();
    for (String part : rule.strip().replaceFirst("^RRULE:", "").split(";", -1)) {
      var cells = part.split("=", 2);
      var name = cells[0].toUpperCase(Locale.ROOT);
      if (cells.length < 2 || !PARTS.contains(name)) {
        throw refused(part, "one of " + new TreeSet<>(PARTS));
      }
      parts.put(name, cells[1].toUpperCase(Locale.ROOT));
    }
    var recurrence = new Recurrence(Map.copyOf(parts), start, zone, length);
    recurrence.check();
    return recurrence;
  }

  private static IllegalArgumentException refused(String part, String rule) {
    return new IllegalArgumentException("rule: " + part + " (expected: " + rule + ")");
  }

  private void check() {
    var frequency = parts.getOrDefault("FREQ", "");
    if (!Set.of("DAILY", "WEEKLY", "MONTHLY").contains(frequency)) {
      throw refused("FREQ=" + frequency, "DAILY, WEEKLY or MONTHLY");
    }
    for (String name : List.of("INTERVAL", "COUNT", "BYMONTHDAY")) {
      if (!parts.getOrDefault(name, "1").matches("-?[1-9][0-9]{0,4}(,-?[1-9][0-9]?)*")) {
        throw refused(name + "=" + parts.get(name), "whole numbers that are not 0");
      }
    }
    if (!parts.getOrDefault("BYDAY", "MO").matches("(-?[1-5])?[A-Z]{2}(,(-?[1-5])?[A-Z]{2})*")) {
      throw refused("BYDAY=" + parts.get("BYDAY"), "days such as MO, or 1SU with MONTHLY");
    }
    for (String day : listOf("BYDAY")) {
      if (dayOf(day).isEmpty() || (day.length() > 2 && !frequency.equals("MONTHLY"))) {
        throw refused("BYDAY=" + day, "days such as MO, or 1SU with MONTHLY");
      }
    }
    until();
  }

  private Optional<Instant> until() {
    var text = parts.get("UNTIL");
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(text, UNTIL).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      throw refused("UNTIL=" + text, "UTC as 20260131T120000Z");
    }
  }

  /** The starts of the times that touch a window, in their order. */
  public List<Instant> starts(Instant windowFrom, Instant windowTo) {
    var starts = new ArrayList<Instant>();
    var until = until().orElse(Instant.MAX);
    int left = Integer.parseInt(parts.getOrDefault("COUNT", "" + Integer.MAX_VALUE));
    for (int period = 0; period < MOST; period++) {
      for (LocalDate day : days(period)) {
        var from = LocalDateTime.of(day, start.toLocalTime()).atZone(zone).toInstant();
        if (day.isBefore(start.toLocalDate())) {
          continue;
        }
        if (left-- <= 0 || from.isAfter(until) || !from.isBefore(windowTo)) {
          return starts;
        }
        if (windowFrom.isBefore(from.plus(length))) {
          starts.add(from);
        }
      }
    }
    return starts;
  }

  /** The days of one period from the first on, in their order. */
  private SortedSet<LocalDate> days(int period) {
    int step = Integer.parseInt(parts.getOrDefault("INTERVAL", "1")) * period;
    var first = start.toLocalDate();
    var days = new TreeSet<LocalDate>();
    switch (parts.getOrDefault("FREQ", "")) {
      case "DAILY" -> {
        var day = first.plusDays(step);
        if (isWanted(day) && isWantedOfMonth(day)) {
          days.add(day);
        }
      }
      case "WEEKLY" -> {
        var monday = first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).plusWeeks(step);
        for (int i = 0; i < 7; i++) {
          var day = monday.plusDays(i);
          if (parts.containsKey("BYDAY")
              ? isWanted(day)
              : day.getDayOfWeek() == first.getDayOfWeek()) {
            days.add(day);
          }
        }
      }
      default -> addOfMonth(first.withDayOfMonth(1).plusMonths(step), days);
    }
    return days;
  }

  private void addOfMonth(LocalDate month, SortedSet<LocalDate> days) {
    int length = month.lengthOfMonth();
    for (int i = 1; i <= length; i++) {
      var day = month.withDayOfMonth(i);
      var plain = !parts.containsKey("BYDAY") && !parts.containsKey("BYMONTHDAY");
      if (plain ? i == start.getDayOfMonth() : isWantedInMonth(day) && isWantedOfMonth(day)) {
        days.add(day);
      }
    }
  }

  private boolean isWanted(LocalDate day) {
    return !parts.containsKey("BYDAY")
        || listOf("BYDAY").stream().anyMatch(d -> dayOf(d).orElseThrow() == day.getDayOfWeek());
  }

  /** As {@link #isWanted}, where {@code 2TU} is the second and {@code -1FR} the last of a month. */
  private boolean isWantedInMonth(LocalDate day) {
    if (!parts.containsKey("BYDAY")) {
      return true;
    }
    int fromStart = (day.getDayOfMonth() - 1) / 7 + 1;
    int fromEnd = -((day.lengthOfMonth() - day.getDayOfMonth()) / 7 + 1);
    return listOf("BYDAY").stream()
        .filter(text -> dayOf(text).orElseThrow() == day.getDayOfWeek())
        .map(text -> text.substring(0, text.length() - 2))
        .anyMatch(
            n -> n.isEmpty() || Integer.parseInt(n) == fromStart || Integer.parseInt(n) == fromEnd);
  }

  private boolean isWantedOfMonth(LocalDate day) {
    int fromEnd = day.getDayOfMonth() - day.lengthOfMonth() - 1;
    return !parts.containsKey("BYMONTHDAY")
        || listOf("BYMONTHDAY").stream()
            .mapToInt(Integer::parseInt)
            .anyMatch(n -> n == day.getDayOfMonth() || n == fromEnd);
  }

  private List<String> listOf(String name) {
    var text = parts.get(name);
    return text == null ? List.of() : List.of(text.split(",", -1));
  }

  private static Optional<DayOfWeek> dayOf(String text) {
    var word = text.substring(text.length() - 2);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().startsWith(word)) {
        return Optional.of(day);
      }
    }
    return Optional.empty();
  }
}
