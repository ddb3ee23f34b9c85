// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.tenure;

import dev.ballast.model.RegionName;

/**
 * Which region owns the writes.
 *
 * @param epoch from 1, one more with every change
 */
public record Tenure(long epoch, RegionName owner) {

  public Tenure {
    if (epoch < 1) {
      throw new IllegalArgumentException("epoch: " + epoch + " (expected: 1 or more)");
    }
  }

  public Tenure next(RegionName to) {
    return new Tenure(epoch + 1, to);
  }
}
