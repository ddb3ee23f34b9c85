// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.scaling;

/**
 * The load to be ready for.
 *
 * @param value always finite and never below what there is now
 * @param forecast whether the future had a say; otherwise it is the load of now
 * @param why one sentence for people
 */
public record Expected(double value, boolean forecast, String why) {

  public Expected {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value: " + value + " (expected: finite)");
    }
  }
}
