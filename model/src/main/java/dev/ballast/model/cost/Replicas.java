// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.cost;

import dev.ballast.model.quantity.Ratio;

/**
 * Copies of a component that stand in for each other.
 *
 * @param count how many there are; the failures of the component are those of each
 * @param needed how many have to work
 * @param commonCause the share of failures that hits all at once: a bad release, a full disk
 * @param failoverFails how often standing in does not work when it is needed
 * @param failoverMinutes how long it takes when it works
 */
public record Replicas(
    int count, int needed, Ratio commonCause, Ratio failoverFails, double failoverMinutes) {

  public static final Replicas ONE = new Replicas(1, 1, Ratio.ZERO, Ratio.ZERO, 0);

  public Replicas {
    if (needed < 1 || needed > count || count > 100 || !(failoverMinutes >= 0)) {
      throw new IllegalArgumentException(
          "replicas: %d of %d, %s min (expected: 1 <= needed <= count <= 100)"
              .formatted(needed, count, failoverMinutes));
    }
  }
}
