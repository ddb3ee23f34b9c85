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
