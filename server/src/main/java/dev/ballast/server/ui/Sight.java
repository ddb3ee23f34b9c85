// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How one reader sees numbers and times: in words, with units, in their time zone, as of now. */
public record Sight(Instant now, ZoneId zone) {

  /** What is shown for everything that is not known: never zero, never green. */
  public static final String UNKNOWN = "–";

  /** Keeps a number and its unit on one line. */
  private static final char NBSP = '\u00a0';

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final Duration TODAY = Duration.ofHours(20);

  /** {@code 14:03:10}; with the day when that is not obvious. */
  public String clock(Instant time) {
    boolean recent = Duration.between(time, now).abs().compareTo(TODAY) < 0;
    return (recent ? CLOCK : DAY).withZone(zone).format(time);
  }

  /** As {@link #clock}, to the minute: for axes over more than a few minutes. */
  public String minute(Instant time) {
    boolean recent = Duration.between(time, now).abs().compareTo(TODAY) < 0;
    return (recent ? MINUTE : DAY).withZone(zone).format(time);
  }

  /** {@code 3 Mar}: for axes over days. */
  public String day(Instant time) {
    return DATE.withZone(zone).format(time);
  }

  /** {@code in 6 min}, or {@code 6 min ago}. */
  public String distance(Instant time) {
    return time.isAfter(now) ? "in " + duration(Duration.between(now, time)) : ago(time);
  }

  /** {@code 6 min ago}. */
  public String ago(Instant time) {
    Duration age = Duration.between(time, now);
    return age.compareTo(Duration.ofSeconds(1)) < 0 ? "just now" : duration(age) + " ago";
  }

  /** RFC 3339, for machines and for hovering. */
  public String exact(Instant time) {
    return time.toString();
  }

  /** A length of time in at most two units: {@code 41 ms}, {@code 6 min}, {@code 1 d 18 h}. */
  public static String duration(Duration duration) {
    long millis = Math.abs(duration.toMillis());
    if (millis < 1000) {
      return millis + unit("ms");
    }
    long seconds = millis / 1000;
    if (seconds < 60) {
      return seconds + unit("s");
    }
    if (seconds < 3600) {
      return two(seconds, 60, "min", 1, "s", 3);
    }
    return seconds < 86_400
        ? two(seconds, 3600, "h", 60, "min", 10)
        : two(seconds, 86_400, "d", 3600, "h", 10);
  }

  /** A duration that was measured, in seconds: {@code 84 ms}, {@code 1.2 s}. */
  public static String seconds(double seconds) {
    if (Double.isNaN(seconds) || seconds < 0) {
      return UNKNOWN;
    }
    if (Double.isInfinite(seconds)) {
      return "∞";
    }
    if (seconds < 1) {
      double millis = seconds * 1000;
      return (millis < 10 ? trimmed(millis, 1) : trimmed(millis, 0)) + unit("ms");
    }
    return seconds < 60
        ? trimmed(seconds, seconds < 10 ? 1 : 0) + unit("s")
        : duration(Duration.ofMillis((long) (seconds * 1000)));
  }

  /** How long requests took: their p99 if it is known, else their mean, which is said. */
  public static String took(double p99Seconds, double meanSeconds) {
    return Double.isNaN(p99Seconds) && !Double.isNaN(meanSeconds)
        ? seconds(meanSeconds) + unit("mean")
        : seconds(p99Seconds);
  }

  /** Something per second, without the unit: {@code 0.4}, {@code 118}, {@code 12.3 k}. */
  public static String rate(double perSecond) {
    if (Double.isNaN(perSecond)) {
      return UNKNOWN;
    }
    if (perSecond >= 10_000) {
      return trimmed(perSecond / 1000, 1) + unit("k");
    }
    return trimmed(perSecond, perSecond < 1 ? 2 : perSecond < 10 ? 1 : 0);
  }

  /** A ratio in percent with two or three significant figures: {@code 91.2 %}, {@code 0.02 %}. */
  public static String percent(double ratio) {
    if (Double.isNaN(ratio)) {
      return UNKNOWN;
    }
    double percent = ratio * 100;
    double size = Math.abs(percent);
    if (size > 0 && size < 0.005) {
      return "<" + NBSP + "0.01" + unit("%");
    }
    return trimmed(percent, size < 1 ? 2 : size < 99.95 ? 1 : 0) + unit("%");
  }

  /** A share of a budget: whole percents, with a real minus sign when it is overspent. */
  public static String budget(double remaining) {
    if (Double.isNaN(remaining) || Double.isInfinite(remaining)) {
      return UNKNOWN;
    }
    long percent = Math.round(remaining * 100);
    return (percent < 0 ? "−" + -percent : Long.toString(percent)) + unit("%");
  }

  /** A target as people write it: {@code 99.9 %}. */
  public static String target(double ratio) {
    return trimmed(ratio * 100, 4) + unit("%");
  }

  /** A burn rate: {@code 14.4×}. */
  public static String times(double factor) {
    return Double.isNaN(factor) ? UNKNOWN : trimmed(factor, factor < 10 ? 2 : 1) + "×";
  }

  private static String two(long value, long big, String a, long small, String b, long showUpTo) {
    long whole = value / big;
    long rest = value % big / small;
    return whole + unit(a) + (rest > 0 && whole < showUpTo ? NBSP + "" + rest + unit(b) : "");
  }

  private static String unit(String unit) {
    return NBSP + unit;
  }

  private static String trimmed(double value, int digits) {
    String text = String.format(Locale.ROOT, "%." + digits + "f", value);
    if (digits == 0) {
      return text.equals("-0") ? "0" : text;
    }
    String cut = text.replaceAll("0+$", "").replaceAll("\\.$", "");
    return cut.equals("-0") ? "0" : cut;
  }
}
