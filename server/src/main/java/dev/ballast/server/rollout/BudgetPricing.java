// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.rollout.judge.History;
import dev.ballast.control.rollout.judge.JudgePolicy;
import dev.ballast.control.rollout.plan.Demand;
import dev.ballast.control.rollout.plan.Planner;
import dev.ballast.control.rollout.plan.RolloutPlan;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Freshness;
import dev.ballast.server.board.Traffic;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Prices stages by the tightest budget of a service and its traffic of late. Without a budget, or
 * without traffic, there is no price.
 */
public final class BudgetPricing implements Means.Pricing {

  /** Share of what is left that one stage may cost at worst. */
  private static final Ratio BOUND = new Ratio(0.1);

  /** Share of releases that turn out bad, where no history says: DORA's middle. */
  private static final Ratio BAD = new Ratio(0.15);

  /** Nobody has no errors; the judge counts half an event more as well. */
  private static final double LEAST_ERRORS = 1e-4;

  private static final int CHECKS = 180;
  private static final long SEED = 1;

  private final Supplier<Board> board;
  private final Freshness freshness;
  private final InstantSource clock;

  public BudgetPricing(Supplier<Board> board, Freshness freshness, InstantSource clock) {
    this.board = board;
    this.freshness = freshness;
    this.clock = clock;
  }

  @Override
  public Optional<RolloutPlan> price(
      ServiceName service, List<Integer> weights, JudgePolicy policy, History history) {
    Board now = board.get();
    double burst = history.dispersion().feasibleClusterSize();
    return tightest(service, now)
        .flatMap(slo -> demand(service, now, slo, weights, burst, policy))
        .map(demand -> Planner.plan(demand, SEED));
  }

  private Optional<SloStatus> tightest(ServiceName service, Board now) {
    return freshness.slosOf(service, now, clock.instant()).stream()
        .filter(slo -> slo.place().service().equals(service) && slo.place().isWhole())
        .filter(slo -> slo.problem().isEmpty() && slo.events().total() > 0)
        .filter(slo -> slo.target().value() < 1)
        .min(Comparator.comparingDouble(slo -> slo.budget().remaining()));
  }

  private static Optional<Demand> demand(
      ServiceName service,
      Board now,
      SloStatus slo,
      List<Integer> weights,
      double burst,
      JudgePolicy policy) {
    double rps = 0;
    double failed = 0;
    for (Map.Entry<Place, Traffic> place : now.traffic().entrySet()) {
      Traffic traffic = place.getValue();
      if (place.getKey().service().equals(service) && traffic.rps() > 0) {
        rps += traffic.rps();
        failed += traffic.rps() * Math.max(0, traffic.errorRatio());
      }
    }
    if (!(rps > 0) || slo.budget().remaining() > 1) {
      return Optional.empty();
    }
    return Optional.of(
        new Demand(
            weights,
            rps,
            new Ratio(Math.clamp(failed / rps, LEAST_ERRORS, 0.5)),
            burst,
            new Ratio(0),
            slo.target(),
            slo.window().evaluated(),
            slo.budget().remaining(),
            BOUND,
            BAD,
            policy.interval().multipliedBy(CHECKS),
            policy));
  }
}
