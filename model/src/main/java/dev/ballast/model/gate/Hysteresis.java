// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gate;

import java.time.Duration;

/**
 * What keeps a budget that hovers around a border from changing the strategy to and fro: it
 * tightens at once, and loosens only when more than a margin above the border was left for a while.
 *
 * @param margin share of the budget
 */
public record Hysteresis(double margin, Duration dwell) {

  public Hysteresis {
    if (!(margin >= 0 && margin < 1)) {
      throw new IllegalArgumentException("margin: " + margin + " (expected: 0 to under 1)");
    }
    if (dwell.isNegative()) {
      throw new IllegalArgumentException("dwell: " + dwell + " (expected: 0 or more)");
    }
  }

  /** As time passes where it is scaled. */
  public Hysteresis dividedBy(double scale) {
    return new Hysteresis(margin, Duration.ofMillis(Math.round(dwell.toMillis() / scale)));
  }
}
