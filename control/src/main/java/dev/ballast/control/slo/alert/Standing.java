// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.alert;

import java.time.Instant;

/**
 * Where one alert policy stands over time.
 *
 * @param firing whether its condition held for long enough, and is not over
 * @param blind whether there was no data for long enough, and there is none
 * @param since when that which would change {@code firing} began; {@link Instant#MAX} for not
 * @param blindSince when data was first missed; {@link Instant#MAX} while there is some
 */
record Standing(boolean firing, boolean blind, Instant since, Instant blindSince) {

  static final Standing CALM = restored(false, false);

  static Standing restored(boolean firing, boolean blind) {
    return new Standing(firing, blind, Instant.MAX, blind ? Instant.MIN : Instant.MAX);
  }
}
