// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import dev.ballast.model.gate.Strategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rollout that another program runs and the gate throttles.
 *
 * @param revision what is rolled out, in the other program's words
 * @param strategy the one at its start
 * @param remaining what was left of the tightest budget at its start; null when that was unknown
 * @param inOutage whether an objective was missed already when it started
 * @param increases how often it was let on
 * @param percent the canary's share as the other program told it; 0 when it never did
 * @param stageSince since when it is at the present stage
 */
public record FollowedRollout(
    String revision,
    Instant since,
    Strategy strategy,
    @Nullable Double remaining,
    boolean inOutage,
    int increases,
    int percent,
    Instant stageSince) {

  /** One that starts now. */
  public static FollowedRollout begin(String revision, GateDecision now) {
    Double remaining =
        now.basis() instanceof GateDecision.Basis.Remaining basis ? basis.remaining() : null;
    return new FollowedRollout(
        revision,
        now.evaluatedAt(),
        now.strategy(),
        remaining,
        !now.outage().isEmpty(),
        0,
        0,
        now.evaluatedAt());
  }

  /** It was let on. */
  FollowedRollout increased(Instant at) {
    return new FollowedRollout(
        revision, since, strategy, remaining, inOutage, increases + 1, percent, at);
  }

  /** Its share is known; {@code stageAt} when a stage of the plan begins with it. */
  FollowedRollout at(int newPercent, Instant stageAt) {
    return new FollowedRollout(
        revision, since, strategy, remaining, inOutage, increases, newPercent, stageAt);
  }
}
