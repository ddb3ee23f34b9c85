// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.TimeWindow;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * OpenSLO's durations: a whole number and a unit. In rolling windows a month is 30 days, a quarter
 * 90 and a year 365.
 */
final class Windows {

  static final Pattern PATTERN = Pattern.compile("[1-9][0-9]{0,5}[mhdwMQY]");

  static final Shape.Text SHAPE =
      new Shape.Text(
          "a whole number >= 1 and a unit: m, h, d, w, M, Q or Y", PATTERN, 7, Windows::repair);

  /** Version 2 has no months, quarters and years. */
  static final Shape.Text SHAPE_2 =
      new Shape.Text(
          "a whole number >= 1 and a unit: m, h, d or w",
          Pattern.compile("[1-9][0-9]{0,5}[mhdw]"),
          7,
          Windows::repair);

  private static final Pattern LOOSE = Pattern.compile("0*([1-9][0-9]{0,5})\\s*([A-Za-z]+)");

  private Windows() {}

  /** The length of a duration that matches {@link #PATTERN}. */
  static Duration parse(String text) {
    long count = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 'm' -> Duration.ofMinutes(count);
      case 'h' -> Duration.ofHours(count);
      case 'd' -> Duration.ofDays(count);
      case 'w' -> Duration.ofDays(7 * count);
      case 'M' -> Duration.ofDays(30 * count);
      case 'Q' -> Duration.ofDays(90 * count);
      case 'Y' -> Duration.ofDays(365 * count);
      default -> throw new IllegalArgumentException("duration: " + text);
    };
  }

  /** The same as a window of a calendar. */
  static TimeWindow.Calendar calendar(String text, LocalDateTime start, ZoneId zone) {
    int count = Integer.parseInt(text.substring(0, text.length() - 1));
    var unit =
        switch (text.charAt(text.length() - 1)) {
          case 'm' -> TimeWindow.Calendar.Unit.MINUTE;
          case 'h' -> TimeWindow.Calendar.Unit.HOUR;
          case 'd' -> TimeWindow.Calendar.Unit.DAY;
          case 'w' -> TimeWindow.Calendar.Unit.WEEK;
          case 'M' -> TimeWindow.Calendar.Unit.MONTH;
          case 'Q' -> TimeWindow.Calendar.Unit.QUARTER;
          case 'Y' -> TimeWindow.Calendar.Unit.YEAR;
          default -> throw new IllegalArgumentException("duration: " + text);
        };
    return new TimeWindow.Calendar(count, unit, start, zone);
  }

  /** {@code 30 days} is {@code 30d}; the empty text when the unit cannot be guessed. */
  private static String repair(String text) {
    var loose = LOOSE.matcher(text);
    if (!loose.matches()) {
      return "";
    }
    var unit =
        switch (loose.group(2).toLowerCase(Locale.ROOT)) {
          case "min", "mins", "minute", "minutes" -> "m";
          case "h", "hr", "hrs", "hour", "hours" -> "h";
          case "d", "day", "days" -> "d";
          case "w", "week", "weeks" -> "w";
          case "mo", "month", "months" -> "M";
          case "q", "quarter", "quarters" -> "Q";
          case "y", "year", "years" -> "Y";
          default -> "";
        };
    return unit.isEmpty() ? "" : loose.group(1) + unit;
  }
}
