// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.model.quantity.Ratio;

/**
 * Which share of a window's slots holds data.
 *
 * @param recent of the last hour (before time scaling), in slots of five minutes
 * @param budget of the SLO's own window
 */
public record Coverage(Ratio recent, Ratio budget) {

  public static final Coverage NONE = new Coverage(Ratio.ZERO, Ratio.ZERO);
}
