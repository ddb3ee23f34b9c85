// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.logline;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as log lines write them, in nanoseconds since the epoch; without a zone they are UTC. */
final class Times {

  private static final int LONGEST = 40;

  /** At the beginning of a line: ISO 8601, also with a space, a comma, or without a zone. */
  private static final Pattern HEAD =
      Pattern.compile(
          "\\[?(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}:\\d{2})(?:[.,](\\d{1,9}))?"
              + " ?(Z|[+-]\\d{2}:?\\d{2})?\\]?");

  private Times() {}

  /** Where a line's time ends, and what it is; the end is 0 without one. */
  record Head(int end, long nanos) {}

  static OptionalLong of(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return OptionalLong.empty();
    }
    char first = text.charAt(0);
    if (first >= '0' && first <= '9' && text.indexOf('-') < 0) {
      return number(text);
    }
    Head head = head(text);
    return head.end() == text.length() ? OptionalLong.of(head.nanos()) : OptionalLong.empty();
  }

  /** Seconds, milliseconds, microseconds or nanoseconds, by how large the number is. */
  private static OptionalLong number(String text) {
    try {
      double value = Double.parseDouble(text);
      if (!(value > 0) || value > 9.2e18) {
        return OptionalLong.empty();
      }
      if (value < 1e11) {
        return OptionalLong.of(Math.round(value * 1e9));
      }
      long whole = text.indexOf('.') < 0 ? Long.parseLong(text) : Math.round(value);
      return OptionalLong.of(
          whole < 100_000_000_000_000L
              ? whole * 1_000_000
              : whole < 100_000_000_000_000_000L ? whole * 1000 : whole);
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  static Head head(String line) {
    Matcher matcher = HEAD.matcher(line);
    if (!matcher.lookingAt()) {
      return new Head(0, 0);
    }
    try {
      LocalDateTime local = LocalDateTime.parse(matcher.group(1) + "T" + matcher.group(2));
      String zone = matcher.group(4);
      ZoneOffset offset = zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone);
      Instant instant = OffsetDateTime.of(local, offset).toInstant();
      String fraction = matcher.group(3);
      long nanos = fraction == null ? 0 : Long.parseLong((fraction + "000000000").substring(0, 9));
      return new Head(
          matcher.end(), Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L) + nanos);
    } catch (DateTimeException | ArithmeticException e) {
      return new Head(0, 0);
    }
  }
}
