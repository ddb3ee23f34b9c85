// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gate;

/** The rows of the table from budget to release, from the freest to the tightest. */
public enum Strategy {
  AGGRESSIVE,
  CONSERVATIVE,
  ULTRA_CONSERVATIVE,
  /** Critical fixes only, with full hands-on monitoring. */
  EMERGENCY_ONLY;

  public boolean isTighterThan(Strategy other) {
    return compareTo(other) > 0;
  }

  /** The next freer one; the freest itself. */
  public Strategy freer() {
    return switch (this) {
      case AGGRESSIVE, CONSERVATIVE -> AGGRESSIVE;
      case ULTRA_CONSERVATIVE -> CONSERVATIVE;
      case EMERGENCY_ONLY -> ULTRA_CONSERVATIVE;
    };
  }
}
