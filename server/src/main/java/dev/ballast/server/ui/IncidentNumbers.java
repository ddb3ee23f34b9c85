// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The numbers of evidence as people read them. */
final class IncidentNumbers {

  private static final double MUCH = 10_000;

  private IncidentNumbers() {}

  /** With its unit; nothing is not zero. */
  static String of(@Nullable Double value, String unit) {
    if (value == null || !Double.isFinite(value)) {
      return Sight.UNKNOWN;
    }
    return switch (unit) {
      case "" -> Sight.percent(value);
      case "s", "seconds" -> Sight.seconds(value);
      case "ms", "milliseconds" -> Sight.seconds(value / 1000);
      case "1" -> Sight.rate(value);
      case "1/s", "per second", "/s" -> Sight.rate(value) + "\u00a0/s";
      default -> Sight.rate(value) + "\u00a0" + unit;
    };
  }

  /** A count: whole, with thousands. */
  static String count(@Nullable Double value) {
    if (value == null || !Double.isFinite(value)) {
      return Sight.UNKNOWN;
    }
    return value < MUCH
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%,.1f\u00a0k", value / 1000);
  }
}
