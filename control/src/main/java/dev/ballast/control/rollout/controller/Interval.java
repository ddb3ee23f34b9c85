// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.controller;

import dev.ballast.stats.sequential.ArmCounts;
import java.time.Instant;
import java.util.List;

/**
 * What both arms answered for a while at one weight.
 *
 * @param weight the canary's, in percent; 0 when it got requests that match, or copies
 * @param counts one for each metric of the judge
 */
public record Interval(Instant from, Instant to, int weight, List<ArmCounts> counts) {

  public Interval {
    counts = List.copyOf(counts);
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("to: " + to + " (expected: not before " + from + ")");
    }
  }
}
