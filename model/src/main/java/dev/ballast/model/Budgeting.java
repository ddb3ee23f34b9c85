// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import dev.ballast.model.quantity.Ratio;
import java.time.Duration;

/** What an error budget counts, by OpenSLO's names. */
public sealed interface Budgeting {

  /** Events: what was good out of all that happened. */
  record Occurrences() implements Budgeting {}

  /**
   * Slices of time: one is good when at least {@code target} of its events are.
   *
   * @param target the share of good events that makes a slice good
   */
  record Timeslices(Duration slice, Ratio target) implements Budgeting {
    public Timeslices {
      requirePositive(slice);
    }
  }

  /** Slices of time, each with the share of its events that were good; all weigh the same. */
  record RatioTimeslices(Duration slice) implements Budgeting {
    public RatioTimeslices {
      requirePositive(slice);
    }
  }

  /** The author did not say, as a draft of the format allows. */
  record Unstated() implements Budgeting {}

  /** The length of a slice; zero where events are counted. */
  default Duration slice() {
    return switch (this) {
      case Timeslices(Duration slice, Ratio _) -> slice;
      case RatioTimeslices(Duration slice) -> slice;
      case Occurrences _, Unstated _ -> Duration.ZERO;
    };
  }

  private static void requirePositive(Duration slice) {
    if (slice.isNegative() || slice.isZero()) {
      throw new IllegalArgumentException("slice: " + slice + " (expected: > 0)");
    }
  }
}
