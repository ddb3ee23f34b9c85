// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.model.quantity.Ratio;

/**
 * Which share of a window's slots holds data.
 *
 * @param recent of the last hour (before time scaling), in slots of five minutes
 * @param budget of the SLO's own window
 * @param sinceFirst of what is over of that window since the first slot that holds data: tells a
 *     window that is young from one that has gaps
 */
public record Coverage(Ratio recent, Ratio budget, Ratio sinceFirst) {

  public static final Coverage NONE = new Coverage(Ratio.ZERO, Ratio.ZERO);

  /** Of a window that has data from its beginning on, as far as is known. */
  public Coverage(Ratio recent, Ratio budget) {
    this(recent, budget, budget);
  }
}
