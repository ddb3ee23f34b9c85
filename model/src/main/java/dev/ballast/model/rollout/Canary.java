// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.rollout;

import java.time.Duration;

/**
 * A rollout that is to be made whenever its target changes.
 *
 * @param target the workload, as {@code Deployment/name}
 * @param service the name under which it is called
 * @param provider what routes its traffic; empty for the one that is in use
 * @param skipped it is promoted without analysis
 * @param deadline how long a workload may take to become ready
 * @param written all of it, word by word
 */
public record Canary(
    ObjectName name,
    String target,
    String service,
    String provider,
    CanaryAnalysis analysis,
    boolean skipped,
    Duration deadline,
    boolean suspended,
    boolean reverted,
    Mode mode,
    Duration bake,
    Tree written) {

  /** Who decides whether it is good. */
  public enum Mode {
    /** Ranges and a count of failed checks, exactly as Flagger counts. */
    FLAGGER,
    /** The judge, with Flagger's ranges and hooks as further checks. */
    BALLAST
  }

  public Canary withAnalysis(CanaryAnalysis other) {
    return new Canary(
        name, target, service, provider, other, skipped, deadline, suspended, reverted, mode, bake,
        written);
  }
}
