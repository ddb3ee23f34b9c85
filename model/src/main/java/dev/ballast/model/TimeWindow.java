// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** The time that an error budget is for. */
public sealed interface TimeWindow {

  /** The last while, at any moment. */
  record Rolling(Duration length) implements TimeWindow {
    public Rolling {
      if (length.isNegative() || length.isZero()) {
        throw new IllegalArgumentException("length: " + length + " (expected: > 0)");
      }
    }
  }

  /**
   * One after another from a local time on, counted in the units of a calendar: months have their
   * own lengths, and a day may have 23 or 25 hours.
   */
  record Calendar(int count, Unit unit, LocalDateTime start, ZoneId zone) implements TimeWindow {
    public Calendar {
      if (count < 1) {
        throw new IllegalArgumentException("count: " + count + " (expected: >= 1)");
      }
    }

    /** As long as it usually is: a month as 30 days, a quarter as 90, a year as 365. */
    public Duration usualLength() {
      return switch (unit) {
        case SECOND -> Duration.ofSeconds(count);
        case MINUTE -> Duration.ofMinutes(count);
        case HOUR -> Duration.ofHours(count);
        case DAY -> Duration.ofDays(count);
        case WEEK -> Duration.ofDays(7L * count);
        case MONTH -> Duration.ofDays(30L * count);
        case QUARTER -> Duration.ofDays(90L * count);
        case YEAR -> Duration.ofDays(365L * count);
      };
    }

    /** Units of calendars; those up to the hour are lengths, the others are dates. */
    public enum Unit {
      SECOND,
      MINUTE,
      HOUR,
      DAY,
      WEEK,
      MONTH,
      QUARTER,
      YEAR
    }
  }

  /** The author did not say, as a draft of the format allows. */
  record Unstated() implements TimeWindow {}
}
