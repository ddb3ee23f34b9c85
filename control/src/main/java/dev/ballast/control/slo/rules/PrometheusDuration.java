// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.rules;

import java.time.Duration;

/**
 * Durations as Prometheus prints them, which become parts of names: years and weeks only when
 * nothing is left over ({@code 4w} for 28 days), then days and below ({@code 30d}, {@code 1d12h}).
 */
final class PrometheusDuration {

  private PrometheusDuration() {}

  static String of(Duration duration) {
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

  private static void append(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(count).append(unit);
    }
  }
}
