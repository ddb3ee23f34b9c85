// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import java.time.Instant;

/**
 * What one incident cost.
 *
 * @param at when it began
 * @param amount in the currency of whoever adds them up, 0 or more
 */
public record Loss(Instant at, double amount) {
  public Loss {
    if (!(amount >= 0) || Double.isInfinite(amount)) {
      throw new IllegalArgumentException("loss: " + amount + " (expected: a number, 0 or more)");
    }
  }
}
