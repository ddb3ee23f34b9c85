// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.sight;

import dev.ballast.model.RegionName;

/**
 * Somebody who looks.
 *
 * @param place the region where that is, or any other name: outside of all regions
 */
public record Vantage(String name, String place) {

  public boolean isIn(RegionName region) {
    return place.equals(region.value());
  }
}
