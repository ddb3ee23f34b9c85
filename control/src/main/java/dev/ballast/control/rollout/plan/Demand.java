// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.plan;

import dev.ballast.control.rollout.judge.JudgePolicy;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.List;

/**
 * What is planned for.
 *
 * @param weights that are wished, growing, in percent
 * @param rps requests per second of the whole service
 * @param usual share of requests that fail with the current version
 * @param burst mean size of the clusters in which requests fail, by history; 1 when independent
 * @param feared share that fail with a canary that matters; 0 takes the judge's margin
 * @param objective of the SLO
 * @param window of the SLO
 * @param remaining share of the budget that is left; may be negative
 * @param bound share of what is left that a stage may cost at worst
 * @param badShare share of releases that turn out bad, by history
 * @param longest how long a stage may be watched at most
 */
public record Demand(
    List<Integer> weights,
    double rps,
    Ratio usual,
    double burst,
    Ratio feared,
    Ratio objective,
    Duration window,
    double remaining,
    Ratio bound,
    Ratio badShare,
    Duration longest,
    JudgePolicy policy) {

  public Demand {
    weights = List.copyOf(weights);
    if (weights.isEmpty()) {
      throw new IllegalArgumentException("weights: none (expected: at least one)");
    }
    if (!(rps > 0) || Double.isInfinite(rps)) {
      throw new IllegalArgumentException("rps: " + rps + " (expected: above 0)");
    }
    if (!(burst >= 1) || Double.isInfinite(burst)) {
      throw new IllegalArgumentException("burst: " + burst + " (expected: 1 or more)");
    }
    if (objective.value() >= 1) {
      throw new IllegalArgumentException(
          "objective: " + objective + " (expected: below 1, or there is no budget to plan with)");
    }
    if (!(remaining <= 1)) {
      throw new IllegalArgumentException("remaining: " + remaining + " (expected: at most 1)");
    }
    if (!window.isPositive() || !longest.isPositive()) {
      throw new IllegalArgumentException("window, longest: not above 0 (expected: above 0)");
    }
  }

  /** Bad requests that the whole budget allows, with the traffic as it is. */
  double budget() {
    return (1 - objective.value()) * rps * window.toMillis() / 1000.0;
  }

  /** The share of bad requests that has to be seen at a weight. */
  double toSee(double share) {
    return feared.value() > usual.value() ? feared.value() : policy.margin(usual.value(), share);
  }
}
