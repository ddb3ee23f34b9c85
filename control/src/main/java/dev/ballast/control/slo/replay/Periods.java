// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.replay;

import dev.ballast.model.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * Which window an instant lies in.
 *
 * <p>Windows of days and longer are counted in local time from the first start, always from that
 * one, so that a month that starts on a 31st does not drift to the 28th; a local time that the
 * clocks skip becomes the next that exists, one that they repeat is the first of the two. Windows
 * up to hours are lengths, which no clock change touches.
 */
public final class Periods {

  private Periods() {}

  /**
   * The window that holds an instant, or for a rolling one ends there; nothing before the first
   * window of a calendar, and nothing when the author did not say.
   */
  public static Optional<Span> of(TimeWindow window, Instant at) {
    return switch (window) {
      case TimeWindow.Rolling(Duration length) -> Optional.of(new Span(at.minus(length), at));
      case TimeWindow.Calendar calendar -> of(calendar, at);
      case TimeWindow.Unstated _ -> Optional.empty();
    };
  }

  private static Optional<Span> of(TimeWindow.Calendar calendar, Instant at) {
    if (at.isBefore(boundary(calendar, 0))) {
      return Optional.empty();
    }
    long index = guess(calendar, at);
    while (boundary(calendar, index).isAfter(at)) {
      index--;
    }
    while (!boundary(calendar, index + 1).isAfter(at)) {
      index++;
    }
    return Optional.of(new Span(boundary(calendar, index), boundary(calendar, index + 1)));
  }

  /** By the average length of the unit: off by one or two at most. */
  private static long guess(TimeWindow.Calendar calendar, Instant at) {
    long seconds = Duration.between(boundary(calendar, 0), at).toSeconds();
    long unit =
        switch (calendar.unit()) {
          case SECOND -> 1;
          case MINUTE -> 60;
          case HOUR -> 3600;
          case DAY -> 86_400;
          case WEEK -> 7 * 86_400;
          case MONTH -> 2_629_746;
          case QUARTER -> 3 * 2_629_746;
          case YEAR -> 31_556_952;
        };
    return seconds / (unit * calendar.count());
  }

  /** Where the window of a number, from 0, starts. */
  private static Instant boundary(TimeWindow.Calendar calendar, long index) {
    long count = index * calendar.count();
    var first = calendar.start().atZone(calendar.zone()).toInstant();
    return switch (calendar.unit()) {
      case SECOND -> first.plusSeconds(count);
      case MINUTE -> first.plusSeconds(60 * count);
      case HOUR -> first.plusSeconds(3600 * count);
      case DAY -> local(calendar, calendar.start().plusDays(count));
      case WEEK -> local(calendar, calendar.start().plusWeeks(count));
      case MONTH -> local(calendar, calendar.start().plusMonths(count));
      case QUARTER -> local(calendar, calendar.start().plusMonths(3 * count));
      case YEAR -> local(calendar, calendar.start().plusYears(count));
    };
  }

  private static Instant local(TimeWindow.Calendar calendar, LocalDateTime time) {
    return time.atZone(calendar.zone()).toInstant();
  }
}
