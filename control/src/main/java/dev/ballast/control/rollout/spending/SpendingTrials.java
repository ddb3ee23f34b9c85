// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.spending;

import dev.ballast.control.rollout.Stage;
import dev.ballast.control.rollout.StageEvent;
import dev.ballast.control.rollout.StageMachine;
import dev.ballast.control.rollout.StageMachine.Step;
import dev.ballast.control.rollout.StagePlan;
import dev.ballast.control.rollout.StageState;
import dev.ballast.control.rollout.StageState.Phase;
import dev.ballast.control.rollout.judge.JudgePolicy;
import dev.ballast.control.rollout.judge.MetricJudge;
import dev.ballast.control.rollout.plan.Demand;
import dev.ballast.control.rollout.plan.PlannedStage;
import dev.ballast.control.rollout.plan.Planner;
import dev.ballast.control.rollout.plan.RolloutPlan;
import dev.ballast.control.rollout.simulation.Cell;
import dev.ballast.control.rollout.simulation.Traffic;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.stats.sequential.ArmCounts;
import dev.ballast.stats.sequential.Overdispersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Plans a rollout for a kind of traffic and what is left of a budget, and runs bad canaries through
 * the whole of the plan: stage machine, judge and clock of the product on simulated traffic.
 * Counted is what the canary fails beyond the usual share, in all stages together, until it is
 * rolled back, promoted, or a person is asked.
 *
 * <p>The objective leaves five times the usual share of bad requests, over 30 days.
 */
public final class SpendingTrials {

  /** Share of what is left that a rollout may cost. */
  public static final double BOUND = 0.1;

  private static final List<Integer> WISHED = List.of(5, 25, 50);
  private static final Duration LEAST_DWELL = Duration.ofMinutes(10);
  private static final Duration LONGEST_DWELL = Duration.ofMinutes(30);
  private static final int PATIENCE = 3;
  private static final double ROOM = 5;
  private static final Duration WINDOW = Duration.ofDays(30);
  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

  /** Traffic that differs by less is planned for alike, by the upper end. */
  private static final double STEP = 0.25;

  private final Map<Known, List<Stage>> plans = new ConcurrentHashMap<>();
  private final int rollouts;
  private final long seed;

  /** What a plan is made from. */
  private record Known(double base, double usualRps, int step, int burst, double remaining) {}

  public SpendingTrials(int rollouts, long seed) {
    this.rollouts = rollouts;
    this.seed = seed;
  }

  /**
   * Runs bad rollouts of one kind.
   *
   * @param remaining share of the error budget that is left
   */
  public Spending run(Cell cell, double remaining) {
    SplittableRandom seeds = new SplittableRandom(seed * 31 + cell.toString().hashCode());
    double allowed = BOUND * remaining * ROOM * cell.base() * cell.rps() * WINDOW.toSeconds();
    int ran = 0;
    int over = 0;
    double sum = 0;
    double most = 0;
    for (int i = 0; i < rollouts; i++) {
      long own = seeds.nextLong();
      List<Stage> stages = planned(cell, own, remaining);
      if (!stages.isEmpty()) {
        double cost = cost(cell, stages, own);
        ran++;
        over += cost > allowed ? 1 : 0;
        sum += cost;
        most = Math.max(most, cost);
      }
    }
    return new Spending(
        cell, remaining, rollouts, ran, over, allowed, ran == 0 ? 0 : sum / ran, most);
  }

  /** As planned from the traffic just before; alike plans are made once. */
  private List<Stage> planned(Cell cell, long own, double remaining) {
    Traffic before = new Traffic(cell, new double[] {1}, 1, own);
    Overdispersion dispersion = before.history().dispersion();
    double rps = before.at(0, 0).canaryTotal() / Traffic.SECONDS;
    int step = (int) Math.ceil(Math.log(Math.max(cell.rps() / 10, rps)) / STEP);
    int burst = upToPowerOfTwo(dispersion.feasibleClusterSize());
    return plans.computeIfAbsent(
        new Known(cell.base(), cell.rps(), step, burst, remaining),
        known -> stages(Planner.plan(demand(known), seed)));
  }

  private static int upToPowerOfTwo(double size) {
    int power = 1;
    while (power < size) {
      power *= 2;
    }
    return power;
  }

  private static Demand demand(Known known) {
    double rps = Math.exp(known.step() * STEP);
    // the objective's budget is that of the usual traffic
    double remaining = known.remaining() * known.usualRps() / rps;
    return new Demand(
        WISHED,
        rps,
        new Ratio(known.base()),
        known.burst(),
        new Ratio(0),
        new Ratio(1 - ROOM * known.base()),
        WINDOW,
        Math.min(1, remaining),
        new Ratio(BOUND),
        new Ratio(0.1),
        LONGEST_DWELL,
        JudgePolicy.DEFAULT);
  }

  /** Up to the first weight that the plan refuses; nothing goes beyond that. */
  private static List<Stage> stages(RolloutPlan plan) {
    List<Stage> stages = new ArrayList<>();
    for (PlannedStage planned : plan.stages()) {
      if (planned.weight() == 0) {
        return stages;
      }
      if (stages.isEmpty() || planned.weight() > stages.getLast().weight()) {
        boolean longer = planned.dwell().compareTo(LEAST_DWELL) > 0;
        stages.add(new Stage(planned.weight(), longer ? planned.dwell() : LEAST_DWELL));
      }
    }
    return stages;
  }

  private static int length(StagePlan plan) {
    Duration longest = Duration.ZERO;
    for (int i = 0; i < plan.stages().size(); i++) {
      longest = longest.plus(plan.longest(i));
    }
    return (int) (longest.toSeconds() / Traffic.SECONDS) + 1;
  }

  private static double cost(Cell cell, List<Stage> stages, long own) {
    StagePlan plan = new StagePlan(stages, Duration.ofSeconds((long) Traffic.SECONDS), PATIENCE);
    double[] weights = stages.stream().mapToDouble(Stage::share).toArray();
    Traffic traffic = new Traffic(cell, weights, length(plan), own);
    StageMachine machine = new StageMachine(plan);
    MetricJudge judge = new MetricJudge("error-rate", JudgePolicy.DEFAULT, traffic.history());
    Step step = machine.begin(START);
    StageState state = step.state();
    ArmCounts waiting = ArmCounts.NONE;
    double cost = 0;
    for (int i = 0; i < traffic.length() && state.phase() == Phase.RUNNING; i++) {
      int stage = state.stage();
      ArmCounts seen = traffic.at(i, stage);
      if (traffic.bad(i, stage)) {
        cost += seen.canaryBad() * (cell.canary() - cell.base()) / cell.canary();
      }
      waiting = waiting.plus(seen);
      boolean late = traffic.late(i);
      ArmCounts arrived = late ? ArmCounts.NONE : waiting;
      waiting = late ? waiting : ArmCounts.NONE;
      Instant at = START.plusSeconds((long) ((i + 1) * Traffic.SECONDS));
      double share = plan.stages().get(stage).share();
      state = machine.step(state, new StageEvent.Checked(at, judge.add(share, arrived))).state();
    }
    return cost;
  }
}
