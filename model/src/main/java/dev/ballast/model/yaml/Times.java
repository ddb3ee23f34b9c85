// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations of a machine's pace: a whole number and a unit from milliseconds to hours. */
final class Times {

  static final Pattern PATTERN = Pattern.compile("(0|[1-9][0-9]{0,8})(ms|s|m|h)");

  static final Shape.Text SHAPE =
      new Shape.Text(
          "a whole number and a unit: ms, s, m or h, such as 250ms", PATTERN, 11, Times::repair);

  private static final Pattern LOOSE = Pattern.compile("0*([0-9]{1,9})\\s*([A-Za-z]*)");

  private Times() {}

  static Optional<Duration> of(Cursor map, String key) {
    return map.text(key).map(Times::parse);
  }

  static Duration of(Cursor map, String key, Duration otherwise) {
    return of(map, key).orElse(otherwise);
  }

  private static Duration parse(String text) {
    int unit = text.length() - (text.endsWith("ms") ? 2 : 1);
    long count = Long.parseLong(text.substring(0, unit));
    return switch (text.substring(unit)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> throw new IllegalArgumentException("duration: " + text);
    };
  }

  /** {@code 5 seconds} is {@code 5s}; a bare number is nothing, its unit cannot be guessed. */
  private static String repair(String text) {
    var loose = LOOSE.matcher(text);
    if (!loose.matches()) {
      return "";
    }
    var unit =
        switch (loose.group(2).toLowerCase(Locale.ROOT)) {
          case "ms", "millis", "milliseconds" -> "ms";
          case "s", "sec", "secs", "second", "seconds" -> "s";
          case "m", "min", "mins", "minute", "minutes" -> "m";
          case "h", "hr", "hour", "hours" -> "h";
          default -> "";
        };
    return unit.isEmpty() ? "" : loose.group(1) + unit;
  }
}
