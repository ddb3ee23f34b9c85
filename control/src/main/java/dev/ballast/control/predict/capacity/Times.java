// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import dev.ballast.model.Capacity.Timing;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times and numbers as people read them, of a capacity whose times may be scaled.
 *
 * @param written as in the configuration
 * @param here as they pass here
 * @param scale by how much faster
 */
record Times(Timing written, Timing here, double scale) {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter FINE_CLOCK =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  static Times of(Timing written, double scale) {
    return new Times(written, scale == 1 ? written : written.dividedBy(scale), scale);
  }

  /** A time of the configuration: {@code 7 d}, scaled {@code 6 h (1:60 = 6 min)}. */
  String of(Duration duration) {
    if (scale == 1) {
      return words(duration);
    }
    Duration passed = Duration.ofMillis(Math.round(duration.toMillis() / scale));
    return words(duration) + " (1:" + number(scale) + " = " + words(passed) + ")";
  }

  /** The two largest units at most, rounded: {@code 9 d}, {@code 1.5 d}, {@code 40 s}. */
  static String words(Duration duration) {
    double seconds = duration.toMillis() / 1e3;
    if (seconds >= 2 * 86_400 || seconds == 86_400) {
      return number(Math.round(seconds / 8_640) / 10.0) + " d";
    }
    if (seconds >= 2 * 3_600 || seconds == 3_600) {
      return number(Math.round(seconds / 360) / 10.0) + " h";
    }
    if (seconds >= 120 || seconds == 60) {
      return number(Math.round(seconds / 6) / 10.0) + " min";
    }
    return number(Math.round(seconds * 10) / 10.0) + " s";
  }

  /** Four digits, without an exponent. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "unknown";
    }
    double whole = Math.rint(value);
    return value == whole && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  /** What simulation can tell apart: {@code below 1 %}, {@code 46 %}, {@code above 99 %}. */
  static String percent(double probability) {
    if (probability < 0.005) {
      return "below 1 %";
    }
    return probability > 0.995
        ? "above 99 %"
        : String.format(Locale.ROOT, "%.0f %%", 100 * probability);
  }

  String clock(Instant time) {
    return (here.step().compareTo(Duration.ofMinutes(5)) < 0 ? FINE_CLOCK : CLOCK).format(time)
        + " UTC";
  }
}
