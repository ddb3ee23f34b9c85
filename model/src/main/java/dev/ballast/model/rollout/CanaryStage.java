// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.rollout;

import java.time.Duration;
import java.util.List;

/**
 * A stage of a canary: weights, one after another, and by which metrics they are judged.
 *
 * @param weights growing, in percent
 * @param metrics with their intervals for this stage
 * @param dwell how long each weight is watched at least; zero leaves that to the planner
 */
public record CanaryStage(List<Integer> weights, List<CanaryMetric> metrics, Duration dwell) {

  public CanaryStage {
    weights = List.copyOf(weights);
    metrics = List.copyOf(metrics);
    if (weights.isEmpty()) {
      throw new IllegalArgumentException("weights: none (expected: at least one)");
    }
  }
}
