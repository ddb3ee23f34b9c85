// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.simulation;

import dev.ballast.control.rollout.StageEvent;
import dev.ballast.control.rollout.judge.History;
import dev.ballast.control.rollout.judge.JudgePolicy;
import dev.ballast.control.rollout.judge.MetricJudge;
import dev.ballast.stats.sequential.ArmCounts;
import java.time.Instant;

/** The judge of this product, with its defaults. */
final class Ours implements Contestant {

  private final MetricJudge judge;

  Ours(History history) {
    judge = new MetricJudge("error-rate", JudgePolicy.DEFAULT, history);
  }

  @Override
  public int every() {
    return 1;
  }

  @Override
  public StageEvent look(Instant at, int stage, ArmCounts counts) {
    return new StageEvent.Checked(at, judge.add(Trial.weight(stage), counts));
  }
}
