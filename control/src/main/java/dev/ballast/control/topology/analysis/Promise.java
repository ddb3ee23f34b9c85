// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.model.quantity.Ratio;

/**
 * What a service promises to those who call it.
 *
 * @param target share of requests that are good, all that it depends on included
 * @param basis where it is promised, such as the name of an SLO
 */
public record Promise(Ratio target, String basis) {

  public Promise {
    if (!(target.value() > 0 && target.value() < 1)) {
      throw new IllegalArgumentException("target: " + target.value() + " (expected: in (0, 1))");
    }
  }

  /** The loss that adds up along dependencies: minus the logarithm of what is good. */
  double loss() {
    return loss(target.value());
  }

  static double loss(double good) {
    return -Math.log(good);
  }

  static double good(double loss) {
    return Math.exp(-loss);
  }
}
