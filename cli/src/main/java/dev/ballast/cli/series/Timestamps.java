// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.series;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Times as files have them: RFC 3339, the same with a blank or without a zone (then UTC), a date,
 * or seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size.
 */
public final class Timestamps {

  /** No time: the text is none. */
  public static final long NONE = Long.MIN_VALUE;

  private static final long DAY = 86_400_000L;
  private static final double MOST_SECONDS = 1e11;

  private Timestamps() {}

  /** Milliseconds since 1970, or {@link #NONE}. */
  public static long millis(String text) {
    int length = text.length();
    boolean date =
        length >= 8 && digit(text.charAt(0)) && (text.charAt(4) == '-' || text.charAt(4) == '/');
    try {
      return date ? calendar(text) : epoch(text);
    } catch (DateTimeException | NumberFormatException | StringIndexOutOfBoundsException e) {
      return NONE;
    }
  }

  private static long epoch(String text) {
    double number = Double.parseDouble(text);
    double size = Math.abs(number);
    if (!Double.isFinite(number) || size >= 1e20) {
      return NONE;
    }
    if (size < MOST_SECONDS) {
      return Math.round(number * 1000);
    }
    double perMilli = size < MOST_SECONDS * 1e3 ? 1 : size < MOST_SECONDS * 1e6 ? 1e3 : 1e6;
    return Math.round(number / perMilli);
  }

  private static long calendar(String text) {
    char separator = text.charAt(4);
    int month = text.indexOf(separator, 5);
    int day = month < 0 ? -1 : month + 1;
    if (day < 0) {
      return NONE;
    }
    int end = day;
    while (end < text.length() && digit(text.charAt(end))) {
      end++;
    }
    LocalDate date =
        LocalDate.of(number(text, 0, 4), number(text, 5, month), number(text, day, end));
    long midnight = date.toEpochDay() * DAY;
    if (end == text.length()) {
      return midnight;
    }
    char between = text.charAt(end);
    return between == 'T' || between == 't' || between == ' '
        ? midnight + timeOfDay(text, end + 1)
        : NONE;
  }

  /** {@code HH:mm[:ss[.fff]][Z|+hh[:mm]]} from the given place. */
  private static long timeOfDay(String text, int from) {
    int zone = from;
    while (zone < text.length()
        && (digit(text.charAt(zone)) || ":.".indexOf(text.charAt(zone)) >= 0)) {
      zone++;
    }
    int minutes = text.indexOf(':', from) + 1;
    if (minutes <= 0 || minutes > zone) {
      throw new DateTimeException("no minutes");
    }
    int seconds = text.indexOf(':', minutes) + 1;
    boolean short1 = seconds <= 0 || seconds > zone;
    int hour = within(number(text, from, minutes - 1), 24);
    int minute = within(number(text, minutes, short1 ? zone : seconds - 1), 60);
    double second = short1 ? 0 : Double.parseDouble(text.substring(seconds, zone));
    if (!(second >= 0 && second < 61)) {
      throw new DateTimeException("seconds");
    }
    return hour * 3_600_000L
        + minute * 60_000L
        + Math.round(second * 1000)
        - offset(text.substring(zone).strip());
  }

  private static long offset(String zone) {
    if (zone.isEmpty() || zone.equalsIgnoreCase("Z") || zone.equals("UTC")) {
      return 0;
    }
    char sign = zone.charAt(0);
    String digits = zone.substring(1).replace(":", "");
    if ((sign != '+' && sign != '-') || (digits.length() != 2 && digits.length() != 4)) {
      throw new DateTimeException("zone");
    }
    int hours = within(number(digits, 0, 2), 19);
    int minutes = digits.length() == 2 ? 0 : within(number(digits, 2, 4), 60);
    return (sign == '-' ? -1 : 1) * (hours * 3_600_000L + minutes * 60_000L);
  }

  private static int within(int value, int bound) {
    if (value >= bound) {
      throw new DateTimeException("" + value);
    }
    return value;
  }

  private static int number(String text, int from, int to) {
    if (to <= from) {
      throw new DateTimeException("no digits");
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!digit(c)) {
        throw new DateTimeException("no digit");
      }
      value = value * 10 + c - '0';
    }
    return value;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
