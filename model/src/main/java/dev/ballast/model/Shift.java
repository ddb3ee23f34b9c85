// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * A time at which one person is on call, as calendars know it.
 *
 * @param rule by which it comes again (RFC 5545); empty for once
 * @param except starts of times that do not take place
 */
public record Shift(
    String person, LocalDateTime start, LocalDateTime end, String rule, Set<LocalDateTime> except) {

  public Shift {
    except = Set.copyOf(except);
    if (!end.isAfter(start)) {
      throw new IllegalArgumentException("end: " + end + " (expected: after " + start + ")");
    }
    if (!rule.isEmpty()) {
      Recurrence.of(rule, start, ZoneOffset.UTC, Duration.ofSeconds(1)); // Refuses the unknown.
    }
  }
}
