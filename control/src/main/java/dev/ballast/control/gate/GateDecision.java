// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import dev.ballast.control.slo.Evidence;
import dev.ballast.model.ServiceName;
import dev.ballast.model.SloName;
import java.time.Instant;
import java.util.List;

/**
 * Whether a service may be released now, how, and why.
 *
 * @param reasons sentences, the deciding one first; never empty
 */
public record GateDecision(
    ServiceName service,
    Verdict verdict,
    Strategy strategy,
    ChangeClass changeClass,
    Basis basis,
    List<String> reasons,
    List<Evidence> evidence,
    Instant evaluatedAt) {

  /** The answer; the CLI's exit codes are 0, 10, 20 and 30 in this order. */
  public enum Verdict {
    ALLOW,
    ALLOW_SLOWER,
    DENY,
    NO_DATA
  }

  /** What decided. */
  public sealed interface Basis {

    /**
     * The tightest budget of the service.
     *
     * @param remaining share of the budget, negative when overspent
     */
    record Remaining(SloName slo, double remaining) implements Basis {}

    /** No budget could be computed. */
    record Nothing() implements Basis {}
  }

  public GateDecision {
    reasons = List.copyOf(reasons);
    evidence = List.copyOf(evidence);
  }
}
