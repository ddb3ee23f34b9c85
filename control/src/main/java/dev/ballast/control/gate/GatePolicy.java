// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import dev.ballast.model.Ratio;

/**
 * Where the strategies' borders lie, as shares of the error budget that is left.
 *
 * @param aggressiveOver more than this left: aggressive
 * @param conservativeFrom from this up to aggressiveOver: conservative
 * @param ultraConservativeFrom from this up to under conservativeFrom: ultra-conservative; below:
 *     emergency only
 * @param leastEvents fewer events in the budget window than these are no basis
 * @param leastCoverage a smaller share of the last hour with data is no basis: a decision that
 *     raises risk needs a fresh state
 */
public record GatePolicy(
    double aggressiveOver,
    double conservativeFrom,
    double ultraConservativeFrom,
    int leastEvents,
    Ratio leastCoverage) {

  public static final GatePolicy DEFAULT = new GatePolicy(0.5, 0.2, 0.05, 30, new Ratio(0.5));

  public GatePolicy {
    if (!(1 >= aggressiveOver
        && aggressiveOver > conservativeFrom
        && conservativeFrom > ultraConservativeFrom
        && ultraConservativeFrom >= 0)) {
      throw new IllegalArgumentException(
          "gate borders: "
              + aggressiveOver
              + ", "
              + conservativeFrom
              + ", "
              + ultraConservativeFrom
              + " (expected: falling, within 0..1)");
    }
  }

  /** Remaining is rounded to a billionth first, so that a border is hit by what should hit it. */
  public Strategy strategy(double exact) {
    double remaining = Math.rint(exact * 1e9) / 1e9;
    if (remaining > aggressiveOver) {
      return Strategy.AGGRESSIVE;
    }
    if (remaining >= conservativeFrom) {
      return Strategy.CONSERVATIVE;
    }
    return remaining >= ultraConservativeFrom
        ? Strategy.ULTRA_CONSERVATIVE
        : Strategy.EMERGENCY_ONLY;
  }
}
