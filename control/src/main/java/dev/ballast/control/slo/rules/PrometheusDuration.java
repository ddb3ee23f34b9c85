// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.rules;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Durations as Prometheus prints them, which become parts of names: years and weeks only when
 * nothing is left over ({@code 4w} for 28 days), then days and below ({@code 30d}, {@code 1d12h}).
 */
public final class PrometheusDuration {

  private static final Pattern EACH = Pattern.compile("([0-9]+)(ms|y|w|d|h|m|s)");

  private PrometheusDuration() {}

  public static String of(Duration duration) {
    long days = duration.toDays();
    if (duration.equals(Duration.ofDays(days)) && days > 0) {
      if (days % 365 == 0) {
        return days / 365 + "y";
      }
      if (days % 7 == 0) {
        return days / 7 + "w";
      }
    }
    var text = new StringBuilder();
    append(text, days, "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    return text.toString();
  }

  /** The length of such a text; zero for any other. */
  public static Duration parse(String text) {
    var sum = Duration.ZERO;
    for (var part : EACH.matcher(text).results().toList()) {
      long count = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                case "d" -> Duration.ofDays(count);
                case "w" -> Duration.ofDays(7 * count);
                default -> Duration.ofDays(365 * count);
              });
    }
    return sum;
  }

  private static void append(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(count).append(unit);
    }
  }
}
