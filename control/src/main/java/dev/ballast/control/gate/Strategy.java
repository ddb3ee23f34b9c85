// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import java.util.List;

/** How a release may go, by what is left of the error budget. */
public enum Strategy {
  /** More than half of the budget is left. */
  AGGRESSIVE(List.of(5, 25, 100), "by end of day", "high"),
  /** 20 % to 50 %, both included. */
  CONSERVATIVE(List.of(5, 10, 50, 100), "staggered over 2 to 3 hours", "medium"),
  /** 5 % to under 20 %. */
  ULTRA_CONSERVATIVE(List.of(1, 5, 25, 100), "staggered over a full day", "low"),
  /** Under 5 %, or overspent: critical fixes only, with full hands-on monitoring. */
  EMERGENCY_ONLY(
      List.of(1, 5, 25, 100),
      "critical fixes only, each watched by a named person from the first step to the last",
      "none");

  @SuppressWarnings("ImmutableEnumChecker") // List.of, which the checker cannot see
  private final List<Integer> weights;

  private final String speed;
  private final String riskTolerance;

  Strategy(List<Integer> weights, String speed, String riskTolerance) {
    this.weights = weights;
    this.speed = speed;
    this.riskTolerance = riskTolerance;
  }

  /** Canary's share of the traffic at each step, in percent. */
  public List<Integer> weights() {
    return weights;
  }

  public String speed() {
    return speed;
  }

  public String riskTolerance() {
    return riskTolerance;
  }
}
