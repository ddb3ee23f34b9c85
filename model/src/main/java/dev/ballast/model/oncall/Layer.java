// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.oncall;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;

/**
 * People who take turns.
 *
 * @param start of the first person's first turn, which is the hour of every handover
 * @param end {@link #OPEN} when there is none
 * @param turn how long one is: whole days are counted by the calendar, hours by the clock on the
 *     wall
 * @param hours when anybody is on call at all; none: always
 */
public record Layer(
    String name,
    List<String> people,
    LocalDateTime start,
    LocalDateTime end,
    Duration turn,
    List<Hours> hours) {

  /** It goes on until somebody ends it. */
  public static final LocalDateTime OPEN = LocalDateTime.MAX;

  /** A week, which is as long as hours can be. */
  public static final Duration WEEK = Duration.ofDays(7);

  /**
   * A part of the week.
   *
   * @param days on which it begins
   */
  public record Hours(Set<DayOfWeek> days, LocalTime from, Duration length) {
    public Hours {
      days = Set.copyOf(days);
      if (days.isEmpty()) {
        throw new IllegalArgumentException("days: [] (expected: at least one)");
      }
      if (length.isNegative() || length.isZero() || length.compareTo(WEEK) > 0) {
        throw new IllegalArgumentException("for: " + length + " (expected: over 0, at most 7 d)");
      }
    }
  }

  public Layer {
    people = List.copyOf(people);
    hours = List.copyOf(hours);
    if (people.isEmpty()) {
      throw new IllegalArgumentException("people: [] (expected: at least one)");
    }
    if (turn.compareTo(Duration.ofHours(1)) < 0) {
      throw new IllegalArgumentException("every: " + turn + " (expected: an hour or more)");
    }
    if (!end.isAfter(start)) {
      throw new IllegalArgumentException("end: " + end + " (expected: after " + start + ")");
    }
  }
}
