// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import java.time.Instant;

/**
 * What is remembered of a series from one evaluation to the next, so that advice does not flap.
 *
 * @param shown the urgency as it was said last
 * @param known the last one that was not UNKNOWN: a gap in the data is no recovery
 * @param since from when on {@code shown} has been said
 * @param breached whether the limit was reached when it was last seen
 */
public record Standing(Urgency shown, Urgency known, Instant since, boolean breached) {

  /** Nothing has been said yet. */
  public static Standing unknown(Instant now) {
    return new Standing(Urgency.UNKNOWN, Urgency.FINE, now, false);
  }

  Standing next(Urgency urgency, boolean nowBreached, Instant now) {
    return new Standing(
        urgency,
        urgency == Urgency.UNKNOWN ? known : urgency,
        urgency == shown ? since : now,
        urgency == Urgency.UNKNOWN ? breached : nowBreached);
  }
}
