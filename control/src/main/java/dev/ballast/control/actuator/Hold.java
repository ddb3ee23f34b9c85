// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.actuator;

import java.time.Duration;

/** How long weights are meant to be in force. */
public sealed interface Hold {

  /** Until somebody sets others. */
  record ForGood() implements Hold {}

  /**
   * Until the owner stops renewing, which is the same order once more: then the weights below come
   * back by themselves, whatever became of the owner.
   */
  record Lease(String owner, Duration duration) implements Hold {
    public Lease {
      if (owner.isBlank()) {
        throw new IllegalArgumentException("owner: empty (expected: who renews the lease)");
      }
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException("lease: " + duration + " (expected: above 0)");
      }
    }
  }
}
