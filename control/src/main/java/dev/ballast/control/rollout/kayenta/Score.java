// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.kayenta;

import java.util.List;

/**
 * A canary's score.
 *
 * @param summary 0 to 100, two decimals
 * @param reason why it is 0 although metrics passed; else empty
 */
public record Score(List<Group> groups, double summary, String reason) {

  /** A group's share of passed metrics, 0 to 100. */
  public record Group(String name, double score, boolean noData) {}

  /** The score against its thresholds. */
  public enum Rating {
    PASS,
    MARGINAL,
    FAIL
  }

  public Score {
    groups = List.copyOf(groups);
  }

  public Rating rating(double pass, double marginal) {
    return summary >= pass ? Rating.PASS : summary >= marginal ? Rating.MARGINAL : Rating.FAIL;
  }
}
