// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import java.time.Instant;

/**
 * How bad it is; small is well.
 *
 * @param target at the place; NaN: nothing says so
 * @param control where nothing was done; NaN: there is no such place, or nothing says so
 */
public record Reading(Instant at, double target, double control) {

  public static Reading unknown(Instant at) {
    return new Reading(at, Double.NaN, Double.NaN);
  }

  public boolean isKnown() {
    return !Double.isNaN(target);
  }

  public boolean hasControl() {
    return !Double.isNaN(control);
  }
}
