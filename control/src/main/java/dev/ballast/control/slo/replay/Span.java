// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.replay;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time from an instant on, up to another, which does not belong to it. */
public record Span(Instant from, Instant to) {

  public Span {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("to: " + to + " (expected: not before " + from + ")");
    }
  }

  public Duration length() {
    return Duration.between(from, to);
  }

  public boolean overlaps(Span other) {
    return from.isBefore(other.to) && other.from.isBefore(to);
  }

  /** The part of it that lies within another; empty at an edge when none does. */
  public Span within(Span other) {
    var start = from.isBefore(other.from) ? other.from : from;
    var end = to.isAfter(other.to) ? other.to : to;
    return end.isBefore(start) ? new Span(start, start) : new Span(start, end);
  }
}
