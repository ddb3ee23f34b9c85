// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import java.time.Instant;
import java.util.List;

/**
 * A line of an incident's history.
 *
 * @param at when it happened, which may be before it was known
 * @param evidence ids
 */
public record Moment(Instant at, Kind kind, String text, List<String> evidence) {

  /** What happened. */
  public enum Kind {
    CHANGE,
    ONSET,
    OPENED,
    SYMPTOM,
    RECOVERED,
    DIAGNOSED,
    ALERT,
    ACKNOWLEDGED,
    NOTE,
    CONFIRMED,
    SPLIT,
    MERGED,
    REOPENED,
    RESOLVED
  }

  public Moment {
    evidence = List.copyOf(evidence);
  }
}
