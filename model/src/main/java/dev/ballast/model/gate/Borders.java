// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gate;

/**
 * Where the strategies' borders lie, as shares of the error budget that is left.
 *
 * @param aggressiveOver more than this left: aggressive
 * @param conservativeFrom from this up to aggressiveOver: conservative
 * @param ultraConservativeFrom from this up to under conservativeFrom: ultra-conservative; below:
 *     emergency only
 */
public record Borders(
    double aggressiveOver, double conservativeFrom, double ultraConservativeFrom) {

  public Borders {
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

  /** The least share of its row; of the tightest there is none. */
  public double floor(Strategy strategy) {
    return switch (strategy) {
      case AGGRESSIVE -> aggressiveOver;
      case CONSERVATIVE -> conservativeFrom;
      case ULTRA_CONSERVATIVE -> ultraConservativeFrom;
      case EMERGENCY_ONLY -> Double.NEGATIVE_INFINITY;
    };
  }
}
