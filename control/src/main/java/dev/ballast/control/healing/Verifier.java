// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.model.Verification;
import java.time.Duration;

/**
 * Whether an action helped, against where nothing was done.
 *
 * <p>Note. A fault that ends by itself ends in the control group as well. The effect is the fall of
 * the target less the fall of the control group (difference in differences); credit needs half of
 * the fall to be left. A control group that gets worse is harm done by the action: whoever drains a
 * region may drown the other. Two readings in a row decide, since one may be noise.
 */
final class Verifier {

  static final int IN_A_ROW = 2;
  private static final double HARM = 1.25;
  private static final double NOISE = 0.02;

  /** What readings say by now. */
  enum Says {
    NOTHING_YET,
    WELL,
    WELL_ANYWAY,
    WORSE,
    NOT_WELL,
    NO_ANSWER
  }

  private Verifier() {}

  /** What one reading says, before any streak. */
  static Says of(Verification rules, Reading before, Reading now, Duration since) {
    boolean late = since.compareTo(rules.within()) >= 0;
    if (!now.isKnown()) {
      return late ? Says.NO_ANSWER : Says.NOTHING_YET;
    }
    if (isWorse(before.target(), now.target(), rules.atMost())
        || harmsControl(rules, before, now)) {
      return Says.WORSE;
    }
    if (now.target() <= rules.atMost()) {
      if (since.compareTo(rules.settle()) < 0) {
        return Says.NOTHING_YET;
      }
      return helped(before, now) ? Says.WELL : Says.WELL_ANYWAY;
    }
    return late ? Says.NOT_WELL : Says.NOTHING_YET;
  }

  private static boolean helped(Reading before, Reading now) {
    double fall = before.target() - now.target();
    if (!before.hasControl() || !now.hasControl()) {
      return fall > 0;
    }
    double alike = Math.max(0, before.control() - now.control());
    return fall - alike >= fall / 2;
  }

  private static boolean harmsControl(Verification rules, Reading before, Reading now) {
    return before.hasControl()
        && now.hasControl()
        && isWorse(before.control(), now.control(), rules.atMost());
  }

  private static boolean isWorse(double before, double now, double atMost) {
    return now > atMost && now > before * HARM + NOISE;
  }
}
