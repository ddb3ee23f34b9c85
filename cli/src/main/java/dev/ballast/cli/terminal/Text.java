// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.terminal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations, times and numbers as people write and read them. */
public final class Text {

  private static final Pattern PART = Pattern.compile("(\\d+)(ms|s|m|h|d|w)");
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Text() {}

  /**
   * Reads {@code 90s}, {@code 1h30m}, {@code 2d}; a bare number is seconds.
   *
   * @throws IllegalArgumentException with the rule when the text is none
   */
  public static Duration duration(String text) {
    if (text.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    Matcher part = PART.matcher(text);
    Duration sum = Duration.ZERO;
    int end = 0;
    while (part.find() && part.start() == end) {
      sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
      end = part.end();
    }
    if (end == 0 || end != text.length()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" (expected: a duration such as 90s, 15m, 1h30m or 2d)");
    }
    return sum;
  }

  private static Duration unit(String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(1);
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      case "d" -> Duration.ofDays(1);
      default -> Duration.ofDays(7);
    };
  }

  /**
   * Either an RFC 3339 time or a duration before {@code now}.
   *
   * @throws CommandFailure naming the flag when the text is neither
   */
  public static Instant moment(String flag, String text, Instant now) {
    try {
      return text.contains("T")
          ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from)
          : now.minus(duration(text));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw CommandFailure.usage(
          flag
              + ": \""
              + text
              + "\" (expected: a time such as 2026-01-31T14:09:42Z, or a duration ago such as"
              + " 15m)");
    }
  }

  /** The two largest units: {@code 3d 4h}, {@code 12m 5s}, {@code 0.8s}. */
  public static String brief(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1fs", duration.toMillis() / 1000.0);
    }
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m " + seconds % 60 + "s";
    }
    if (seconds < 86_400) {
      return seconds / 3600 + "h " + seconds % 3600 / 60 + "m";
    }
    return seconds / 86_400 + "d " + seconds % 86_400 / 3600 + "h";
  }

  /** {@code 1 value}, {@code 2 values}. */
  public static String counted(long n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }

  /** Why a file could not be read or written; the name alone, as Java has it, is no reason. */
  public static String reason(IOException problem) {
    return switch (problem) {
      case NoSuchFileException _ -> "there is no such folder";
      case AccessDeniedException _ -> "access denied";
      case FileSystemException file when file.getReason() != null -> file.getReason();
      default -> String.valueOf(problem.getMessage());
    };
  }

  /**
   * As flags take it, in the largest unit that is exact, days at most: {@code 1000d}, {@code 90s}.
   */
  public static String exact(Duration duration) {
    long millis = duration.toMillis();
    for (String unit : new String[] {"d", "h", "m", "s"}) {
      long size = unit(unit).toMillis();
      if (millis % size == 0) {
        return millis / size + unit;
      }
    }
    return millis + "ms";
  }

  /** The time of day in UTC. */
  public static String clock(Instant instant) {
    return CLOCK.format(instant);
  }

  /** At most six significant digits, without an exponent where one can do without. */
  public static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    double size = Math.abs(value);
    if (size >= 1e-4 && size < 1e6) {
      int digits = (int) Math.max(0, 5 - Math.floor(Math.log10(size)));
      String text = String.format(Locale.ROOT, "%." + digits + "f", value);
      return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
    return String.format(Locale.ROOT, "%.5g", value);
  }
}
