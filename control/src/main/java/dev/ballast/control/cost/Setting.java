// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import dev.ballast.model.cost.Estimate;

/**
 * What each number of a model is taken to be; numbers have names such as {@code web.outage.fix}.
 */
@FunctionalInterface
interface Setting {

  Setting MEAN = (_, estimate) -> estimate.mean();

  double of(String name, Estimate estimate);

  /** The same but for one number. */
  default Setting with(String name, double value) {
    return (other, estimate) -> other.equals(name) ? value : of(other, estimate);
  }
}
