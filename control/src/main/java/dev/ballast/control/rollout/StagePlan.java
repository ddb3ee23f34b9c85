// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

import java.time.Duration;
import java.util.List;

/**
 * The stages of a rollout and its clock.
 *
 * @param checkInterval how often the judge is asked
 * @param patience a stage that has not passed is extended up to this many times its dwell
 */
public record StagePlan(List<Stage> stages, Duration checkInterval, int patience) {

  public StagePlan {
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("stages: none (expected: at least one)");
    }
    for (int i = 1; i < stages.size(); i++) {
      if (stages.get(i).weight() <= stages.get(i - 1).weight()) {
        throw new IllegalArgumentException("stages: " + stages + " (expected: growing weights)");
      }
    }
    if (checkInterval.isNegative() || checkInterval.isZero()) {
      throw new IllegalArgumentException(
          "checkInterval: " + checkInterval + " (expected: above 0)");
    }
    if (patience < 1) {
      throw new IllegalArgumentException("patience: " + patience + " (expected: at least 1)");
    }
  }

  /** How long a stage may last, not counting the time it was held. */
  public Duration longest(int stage) {
    return stages.get(stage).dwell().multipliedBy(patience);
  }
}
