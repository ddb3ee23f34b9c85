// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import java.time.Duration;

/** Durations as PromQL writes them: {@code 1d12h}, {@code 5m}, {@code 43s200ms}. */
final class PromqlDuration {

  private PromqlDuration() {}

  static String of(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, duration.toDays(), "d");
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
