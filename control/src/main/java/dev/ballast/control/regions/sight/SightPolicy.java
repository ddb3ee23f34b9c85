// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.sight;

import dev.ballast.model.Bounds;
import java.time.Duration;

/**
 * When what is seen counts.
 *
 * @param fresh older looks are not evidence of anything
 * @param places outside of the region from which it has to be seen
 * @param confirm how long it must be silent everywhere
 * @param looks and in how many looks in a row
 * @param window in which silences are counted
 * @param flaps so many of them are a flapping link, and what it says has to hold three times as
 *     long
 */
public record SightPolicy(
    Duration fresh, int places, Duration confirm, int looks, Duration window, int flaps) {

  /** How much longer a flapping region has to be silent. */
  static final int DAMPING = 3;

  public SightPolicy {
    if (!fresh.isPositive() || places < 2 || confirm.isNegative() || looks < 1 || flaps < 1) {
      throw new IllegalArgumentException(
          "fresh, places, confirm, looks, flaps: %s, %d, %s, %d, %d (expected: above 0, at least 2, at least 0, 1 and 1)"
              .formatted(fresh, places, confirm, looks, flaps));
    }
  }

  /** By the bounds that somebody declared. */
  public static SightPolicy of(Bounds bounds) {
    Duration confirm = bounds.confirm();
    return new SightPolicy(confirm, 2, confirm, 3, confirm.multipliedBy(24), 3);
  }
}
