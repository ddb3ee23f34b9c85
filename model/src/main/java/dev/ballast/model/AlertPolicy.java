// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * When somebody wants to be told about an SLO, beside what Ballast says by itself: an AlertPolicy
 * of OpenSLO with its condition.
 *
 * @param severity in the author's words
 * @param when of what it tells; nothing when empty
 * @param targets the channels, in the author's words
 */
public record AlertPolicy(
    String name,
    String displayName,
    String severity,
    Condition condition,
    Set<When> when,
    List<String> targets) {

  /** Of what is told. */
  public enum When {
    BREACHING,
    RESOLVED,
    NO_DATA
  }

  /**
   * A burn rate.
   *
   * @param lookback over which time it is measured
   * @param alertAfter for how long it has to hold
   */
  public record Condition(
      Sli.Threshold.Operator operator, double threshold, Duration lookback, Duration alertAfter) {

    /** Whether more burn is worse, which is what a lower bound can prove. */
    public boolean isUpward() {
      return operator == Sli.Threshold.Operator.GT || operator == Sli.Threshold.Operator.GTE;
    }

    public boolean holds(double rate) {
      return operator.holds(rate, threshold);
    }
  }

  public AlertPolicy {
    when = Set.copyOf(when);
    targets = List.copyOf(targets);
  }
}
