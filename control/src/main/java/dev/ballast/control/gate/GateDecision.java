// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import dev.ballast.control.slo.Evidence;
import dev.ballast.model.ServiceName;
import dev.ballast.model.SloName;
import dev.ballast.model.gate.GatePolicy;
import dev.ballast.model.gate.Hysteresis;
import dev.ballast.model.gate.Strategy;
import java.time.Instant;
import java.util.List;

/**
 * Whether a service may be released now, how, and why.
 *
 * @param strategy the one that counts, after hysteresis, missing data and outages
 * @param plan how the release goes; of a denied one, how it would
 * @param standing what hysteresis holds the service to
 * @param hysteresis that of the policy, its dwell as it passes after time scaling
 * @param policy whose table it is
 * @param outage which objective is missed right now, as a sentence; empty when none is
 * @param reasons sentences, the deciding one first; never empty
 */
public record GateDecision(
    ServiceName service,
    Verdict verdict,
    Strategy strategy,
    Plan plan,
    Change change,
    Basis basis,
    Standing standing,
    Hysteresis hysteresis,
    GatePolicy policy,
    String outage,
    List<String> reasons,
    List<Evidence> evidence,
    Instant evaluatedAt) {

  /** The answer; the CLI's exit codes are 0, 10, 20 and 30 in this order. */
  public enum Verdict {
    ALLOW,
    ALLOW_SLOWER,
    DENY,
    NO_DATA;

    /** Whether a release may go. */
    public boolean isAllowed() {
      return this == ALLOW || this == ALLOW_SLOWER;
    }
  }

  /** What decided. */
  public sealed interface Basis {

    /**
     * The tightest budget of the service.
     *
     * @param remaining share of the budget, negative when overspent
     * @param byTable the strategy that the table alone gives it
     */
    record Remaining(SloName slo, double remaining, Strategy byTable) implements Basis {}

    /** No budget could be computed. */
    record Nothing() implements Basis {}

    /** The service has no SLO, so there is no budget to compute. */
    record Undeclared() implements Basis {}
  }

  public GateDecision {
    reasons = List.copyOf(reasons);
    evidence = List.copyOf(evidence);
  }
}
