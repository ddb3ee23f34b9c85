// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.rollout.judge.JudgePolicy;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlannerTest {

  private static final long SEED = 1;

  private static Demand demand(double rps, double feared, double remaining, Integer... weights) {
    return new Demand(
        List.of(weights),
        rps,
        new Ratio(0.001),
        1,
        new Ratio(feared),
        new Ratio(0.999),
        Duration.ofDays(30),
        remaining,
        new Ratio(0.1),
        new Ratio(0.1),
        Duration.ofHours(24),
        JudgePolicy.DEFAULT);
  }

  private static PlannedStage only(Demand demand) {
    return Planner.plan(demand, SEED).stages().getFirst();
  }

  /** Ten minutes of 5 % of the traffic, all failed, are 1.16 % of a budget of 99.9 % in 30 days. */
  @Test
  void countsTheBudgetInBadRequests() {
    Demand demand = demand(50, 0.01, 1, 5);
    assertThat(50 * 0.05 * 600 / demand.budget()).isCloseTo(0.0116, within(0.0001));
  }

  @Test
  void watchesLongEnoughForThePowerAndNotLonger() {
    PlannedStage stage = only(demand(50, 0.01, 1, 5));
    assertThat(stage.visible()).isTrue();
    assertThat(stage.power()).isBetween(0.9, 0.95);
    assertThat(stage.dwell()).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(30));
    assertThat(stage.median()).isLessThan(stage.dwell());
  }

  @Test
  void needsLessTimeWithMoreTraffic() {
    Duration much = only(demand(500, 0.01, 1, 5)).dwell();
    Duration little = only(demand(20, 0.01, 1, 5)).dwell();
    assertThat(much).isLessThan(little);
  }

  @Test
  void saysThatARegressionCannotBeSeenAtThisTraffic() {
    RolloutPlan plan = Planner.plan(demand(0.5, 0.003, 1, 5), SEED);
    assertThat(plan.stages().getFirst().visible()).isFalse();
    assertThat(plan.remarks())
        .anyMatch(
            text -> text.contains("cannot be seen at this traffic, 1.5 of the canary a minute"));
  }

  @Test
  void lowersAWeightWhoseWorstCaseIsMoreThanTheBound() {
    RolloutPlan rich = Planner.plan(demand(50, 0.01, 1, 50), SEED);
    assertThat(rich.within()).isTrue();
    RolloutPlan poor = Planner.plan(demand(50, 0.01, 0.02, 50), SEED);
    assertThat(poor.within()).isFalse();
    assertThat(poor.stages().getFirst().weight()).isLessThan(50).isPositive();
    assertThat(poor.worst()).isLessThanOrEqualTo(poor.allowed());
  }

  @Test
  void refusesEveryWeightWhenNothingIsLeft() {
    RolloutPlan plan = Planner.plan(demand(50, 0.01, -0.3, 5, 25), SEED);
    assertThat(plan.allowed()).isZero();
    assertThat(plan.stages()).allMatch(stage -> stage.weight() == 0);
    assertThat(plan.remarks()).anyMatch(text -> text.contains("Fix: wait until more is left"));
  }

  /** The bound holds for rollouts that the plan was not made with. */
  @Test
  void breaksTheBoundInAtMostOneOfAHundredOtherRollouts() {
    Demand demand = demand(50, 0.01, 0.02, 50);
    PlannedStage stage = only(demand);
    double limit = 0.02 * 0.1 * demand.budget();
    double broken = 0;
    for (double rate : new double[] {1, 0.5, 0.2, 0.05, 0.02, 0.01}) {
      for (long seed = 1; seed <= 5; seed++) {
        Hunt other = new Hunt(demand, 1_000_000 * seed);
        broken += other.of(stage.weight() / 100.0, rate, 8_640).above(limit);
      }
    }
    assertThat(broken / 30).isLessThanOrEqualTo(0.01);
  }

  @Test
  void givesTheSamePlanForTheSameSeed() {
    Demand demand = demand(50, 0.01, 0.5, 5, 25);
    assertThat(Planner.plan(demand, 7)).isEqualTo(Planner.plan(demand, 7));
  }
}
