// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.simulation;

import dev.ballast.control.rollout.Stage;
import dev.ballast.control.rollout.StageMachine;
import dev.ballast.control.rollout.StageMachine.Step;
import dev.ballast.control.rollout.StagePlan;
import dev.ballast.control.rollout.StageState;
import dev.ballast.control.rollout.StageState.Phase;
import dev.ballast.stats.sequential.ArmCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Runs one rollout on the stage machine with a simulated clock. */
final class Trial {

  static final StagePlan PLAN =
      new StagePlan(
          List.of(minutes(5), minutes(25), minutes(50)),
          Duration.ofSeconds((long) Traffic.SECONDS),
          3);

  /** Everything ends within two hours. */
  static final int LENGTH = 720;

  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
  private static final StageMachine MACHINE = new StageMachine(PLAN);

  private Trial() {}

  private static Stage minutes(int weight) {
    return new Stage(weight, Duration.ofMinutes(10));
  }

  static double[] weights() {
    return PLAN.stages().stream().mapToDouble(Stage::share).toArray();
  }

  static double weight(int stage) {
    return PLAN.stages().get(stage).share();
  }

  static Outcome run(Traffic traffic, Contestant judge) {
    Step step = MACHINE.begin(START);
    StageState state = step.state();
    ArmCounts waiting = ArmCounts.NONE;
    long served = 0;
    int began = -1;
    int interval = 0;
    while (state.phase() == Phase.RUNNING && interval + judge.every() <= traffic.length()) {
      int stage = state.stage();
      int end = interval + judge.every();
      waiting = waiting.plus(traffic.sum(interval, end, stage));
      for (int i = interval; began < 0 && i < end; i++) {
        began = traffic.bad(i, stage) ? i : -1;
      }
      served += began < 0 ? 0 : traffic.sum(Math.max(began, interval), end, stage).canaryBad();
      interval = end;
      boolean late = traffic.late(end - 1);
      ArmCounts arrived = late ? ArmCounts.NONE : waiting;
      waiting = late ? waiting : ArmCounts.NONE;
      Instant at = START.plusSeconds((long) (interval * Traffic.SECONDS));
      state = MACHINE.step(state, judge.look(at, stage, arrived)).state();
    }
    double from = Math.max(began, 0);
    return new Outcome(state.phase(), began >= 0, (interval - from) * Traffic.SECONDS, served);
  }
}
