// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.readiness;

import dev.ballast.model.RegionName;

/**
 * What a region carries, in requests per second; NaN is unknown.
 *
 * @param ahead the upper bound of what it is going to carry while the other is out
 * @param tested what it was shown to bear
 */
public record Load(RegionName region, double now, double ahead, double tested) {

  /** What is carried now; what is foreseen where that is not known. */
  double carried() {
    return Double.isNaN(now) ? ahead : now;
  }

  /** What has to be reckoned with. */
  double reckoned() {
    return Double.isNaN(ahead) ? now : Double.isNaN(now) ? ahead : Math.max(now, ahead);
  }
}
