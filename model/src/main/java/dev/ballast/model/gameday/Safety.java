// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gameday;

import java.time.Duration;

/**
 * What makes sure that a fault ends.
 *
 * @param lease how long it lives without us
 * @param renewEvery how often we say that it is still wanted
 * @param healProof whether the day is only done when it was shown that nothing is left
 * @param twoPersons whether somebody else than who started the day has to approve the fault
 */
public record Safety(Duration lease, Duration renewEvery, boolean healProof, boolean twoPersons) {

  public static final Safety DEFAULT =
      new Safety(Duration.ofSeconds(10), Duration.ofSeconds(3), true, false);

  public Safety {
    if (renewEvery.isZero() || renewEvery.multipliedBy(2).compareTo(lease) > 0) {
      throw new IllegalArgumentException(
          "renewEvery: " + renewEvery + " (expected: above 0, at most half of the lease)");
    }
  }
}
