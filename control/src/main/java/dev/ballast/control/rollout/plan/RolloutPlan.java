// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.plan;

import java.time.Duration;
import java.util.List;

/**
 * A plan with its price.
 *
 * @param allowed share of the whole budget that a stage may cost at worst
 * @param within whether every stage as wished keeps to it
 * @param remarks what a person should know, in sentences
 */
public record RolloutPlan(
    List<PlannedStage> stages, double allowed, boolean within, List<String> remarks) {

  public RolloutPlan {
    stages = List.copyOf(stages);
    remarks = List.copyOf(remarks);
  }

  /** From the first weight to the promotion, when nothing is found. */
  public Duration length() {
    return stages.stream().map(PlannedStage::dwell).reduce(Duration.ZERO, Duration::plus);
  }

  /** The most that one bad canary costs: it is found in one stage. */
  public double worst() {
    return stages.stream().mapToDouble(PlannedStage::worst).max().orElse(0);
  }

  public double expected() {
    return stages.stream().mapToDouble(PlannedStage::expected).max().orElse(0);
  }
}
