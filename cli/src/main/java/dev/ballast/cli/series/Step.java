// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.series;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** The time from one value to the next. */
public sealed interface Step {

  /** Values without times: they only have an order. */
  record Counted() implements Step {}

  /** Always the same number of milliseconds. */
  record Fixed(long millis) implements Step {}

  /** Whole months of the calendar, which differ in length; UTC. */
  record Months(int count) implements Step {}

  /** Which step, from a first time on, a time is nearest to. */
  default long index(long first, long millis) {
    return switch (this) {
      case Counted _ -> millis - first;
      case Fixed fixed -> Math.round((millis - first) / (double) fixed.millis());
      case Months months -> Math.floorDiv(month(millis) - month(first), months.count());
    };
  }

  /** The time of a step after a first time. */
  default long time(long first, long index) {
    return switch (this) {
      case Counted _ -> first + index;
      case Fixed fixed -> first + index * fixed.millis();
      case Months months ->
          utc(first).plusMonths(index * months.count()).toInstant().toEpochMilli();
    };
  }

  /** In words: {@code 5m}, {@code month}; empty when there is no time. */
  default String text() {
    return switch (this) {
      case Counted _ -> "";
      case Fixed fixed -> brief(Duration.ofMillis(fixed.millis()));
      case Months months -> months.count() == 1 ? "month" : months.count() + " months";
    };
  }

  /** Seconds; those of 30.4 days for a month; 0 without time. */
  default double seconds() {
    return switch (this) {
      case Counted _ -> 0;
      case Fixed fixed -> fixed.millis() / 1000.0;
      case Months months -> months.count() * 365.25 / 12 * 86_400;
    };
  }

  private static String brief(Duration step) {
    String text = step.toString().substring(1).replace("T", "").toLowerCase(java.util.Locale.ROOT);
    long hours = step.toHours();
    return hours >= 24 && step.equals(Duration.ofDays(hours / 24)) ? hours / 24 + "d" : text;
  }

  private static long month(long millis) {
    ZonedDateTime time = utc(millis);
    return time.getYear() * 12L + time.getMonthValue();
  }

  private static ZonedDateTime utc(long millis) {
    return Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC);
  }
}
