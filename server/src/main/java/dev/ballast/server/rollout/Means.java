// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.gate.Change;
import dev.ballast.control.gate.GateDecision;
import dev.ballast.control.rollout.controller.HookCall;
import dev.ballast.control.rollout.controller.Platform;
import dev.ballast.control.rollout.judge.History;
import dev.ballast.control.rollout.judge.JudgePolicy;
import dev.ballast.control.rollout.plan.RolloutPlan;
import dev.ballast.ledger.Ledger;
import dev.ballast.model.ServiceName;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What rollouts work with.
 *
 * @param platforms where a canary's versions run, with the lease that its share is held by
 * @param gate looks at the budget without keeping that as an event
 * @param planner prices stages; nothing when the service has no budget to price them by
 * @param asking where hooks, metrics and judges are asked; they may block
 * @param settle how long after a change of weights counts belong to the old ones
 */
public record Means(
    Platforms platforms,
    MetricQuery metrics,
    HookCall.Caller hooks,
    BudgetGate gate,
    Pricing planner,
    Ledger ledger,
    QueryChecker queries,
    Executor asking,
    JudgePolicy policy,
    Duration settle,
    InstantSource clock) {

  /** Where a canary's versions run. */
  @FunctionalInterface
  public interface Platforms {
    Platform of(Canary canary, Duration lease);
  }

  /** May the service be released now? */
  @FunctionalInterface
  public interface BudgetGate {
    GateDecision decide(ServiceName service, Change change);
  }

  /** What each weight may cost. */
  @FunctionalInterface
  public interface Pricing {
    /**
     * A plan for weights.
     *
     * @param history of the version in use; says whether failures come in clusters
     */
    Optional<RolloutPlan> price(
        ServiceName service, List<Integer> weights, JudgePolicy policy, History history);
  }
}
