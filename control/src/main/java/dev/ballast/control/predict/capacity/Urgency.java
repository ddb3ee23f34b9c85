// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

/** How much a capacity needs somebody, the most urgent first. */
public enum Urgency {
  /** The limit is reached, or will more likely than not be before more can be there. */
  ACT_NOW,
  /** Decide now: later is too late with a probability that is not worth it. */
  ACT,
  /** A breach within the horizon is likely enough to be watched, but there is time. */
  WATCH,
  /** No breach in sight. */
  FINE,
  /** Nothing can be said: neither good nor bad. */
  UNKNOWN;

  /** Whether somebody has to do something. */
  public boolean needsAction() {
    return this == ACT_NOW || this == ACT;
  }

  /** For ordering by need: what is unknown needs more than what is fine. */
  int need() {
    return switch (this) {
      case ACT_NOW -> 4;
      case ACT -> 3;
      case WATCH -> 2;
      case UNKNOWN -> 1;
      case FINE -> 0;
    };
  }
}
