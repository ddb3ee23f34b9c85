// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

import java.time.Duration;

/**
 * One step of a rollout.
 *
 * @param weight the canary's share of the traffic in percent, 1 to 100
 * @param dwell how long it is watched at least before the next
 */
public record Stage(int weight, Duration dwell) {

  public Stage {
    if (weight < 1 || weight > 100) {
      throw new IllegalArgumentException("weight: " + weight + " (expected: 1 to 100 percent)");
    }
    if (dwell.isNegative() || dwell.isZero()) {
      throw new IllegalArgumentException("dwell: " + dwell + " (expected: above 0)");
    }
  }

  /** The weight as a share of 1. */
  public double share() {
    return weight / 100.0;
  }
}
