// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.postmortem;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times and numbers as a report writes them. */
final class Words {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final double PERCENT = 100;
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;

  private Words() {}

  static String time(Instant at) {
    return TIME.format(at);
  }

  static String length(Duration length) {
    long seconds = length.toSeconds();
    if (seconds < MINUTE) {
      return seconds + " s";
    }
    return seconds < HOUR
        ? "%d min %d s".formatted(seconds / MINUTE, seconds % MINUTE)
        : "%d h %d min".formatted(seconds / HOUR, seconds % HOUR / MINUTE);
  }

  /** Ratios have no unit and are written as percent. */
  static String number(@Nullable Double value, String unit) {
    if (value == null || !Double.isFinite(value)) {
      return "–";
    }
    return unit.isEmpty()
        ? String.format(Locale.ROOT, "%.2f %%", value * PERCENT)
        : String.format(Locale.ROOT, "%.4g %s", value, unit);
  }

  static String sentence(String text) {
    if (text.isEmpty()) {
      return text;
    }
    String capital = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    return capital.endsWith(".") ? capital : capital + ".";
  }
}
