// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

import dev.ballast.control.rollout.StageEvent.Checked;
import dev.ballast.control.rollout.judge.Verdict;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.CanaryAnalysis;
import dev.ballast.model.rollout.CanaryAnalysis.Severity;
import dev.ballast.model.rollout.CanaryAnalysis.Shift;
import dev.ballast.model.rollout.CanaryStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How traffic moves: by weights, by iterations, and back to the primary after the promotion. */
final class Shifting {

  private static final int PATIENCE = 3;

  private final Canary canary;
  private final CanaryAnalysis analysis;
  private final Endings endings;
  private final List<Integer> weights;

  Shifting(Canary canary, Endings endings) {
    this.canary = canary;
    this.endings = endings;
    analysis = canary.analysis();
    weights =
        switch (analysis.shift()) {
          case Shift.Weights by -> by.weights();
          case Shift.Stages by -> by.weights();
          case Shift.Matching _, Shift.BlueGreen _ -> List.of();
        };
  }

  /** What a check that went well means. */
  enum Next {
    /** One more is counted, and that is all. */
    ITERATED,
    /** The weight may grow. */
    GROWS,
    /** The last is done. */
    ENDS
  }

  /** Whether the canary has got nothing yet: then there is nothing to analyse either. */
  boolean isUntouched(CanaryState state) {
    return state.weight() == 0 && state.iterations() == 0 && !state.mirrored();
  }

  Next next(Turn turn) {
    int done = turn.state().iterations();
    switch (analysis.shift()) {
      case Shift.Weights _, Shift.Stages _ -> {
        return weights.isEmpty() ? Next.ITERATED : Next.GROWS;
      }
      case Shift.Matching(int iterations, var _) -> {
        if (done >= iterations) {
          return Next.ENDS;
        }
        turn.route(100, false);
      }
      case Shift.BlueGreen(int iterations, int copies, boolean _) -> {
        if (done >= iterations) {
          return Next.ENDS;
        }
        if (copies > 0 && !turn.state().mirrored()) {
          turn.route(0, true);
        }
      }
    }
    turn.to(turn.state().withIterations(done + 1));
    turn.info("Advance " + canary.name() + " canary iteration " + (done + 1));
    return Next.ITERATED;
  }

  /** The next weight, or nothing when the last is reached. */
  boolean increase(Turn turn) {
    int weight = turn.state().weight();
    if (weight == 0 && analysis.shift().mirrored() && !turn.state().mirrored()) {
      turn.route(0, true);
      return true;
    }
    for (int i = 0; i < weights.size(); i++) {
      if (weights.get(i) > weight) {
        turn.route(weights.get(i), false);
        turn.to(
            turn.state()
                .withStage(new StageState(StageState.Phase.RUNNING, i, Duration.ZERO, turn.at())));
        turn.info("Advance " + canary.name() + " canary weight " + weights.get(i));
        return true;
      }
    }
    return false;
  }

  /** Blue/green gives the canary all traffic for one more check before it is promoted. */
  void confirmed(Turn turn) {
    if (analysis.shift() instanceof Shift.BlueGreen by
        && turn.state().iterations() == by.iterations()) {
      if (by.switched()) {
        turn.route(100, false);
        turn.info("Routing all traffic to canary");
      }
      turn.to(turn.state().withIterations(by.iterations() + 1));
      return;
    }
    endings.promote(turn);
  }

  /** After the promotion: what the canary has goes to the primary, which is the same version. */
  void back(Turn turn) {
    boolean switched = !(analysis.shift() instanceof Shift.BlueGreen by) || by.switched();
    int step = analysis.promotionStep();
    int weight = turn.state().weight();
    if (switched && weight > 0) {
      turn.route(step == 0 ? 0 : Math.max(0, weight - step), false);
    }
    if (!switched || turn.state().weight() == 0) {
      endings.finalise(turn);
    }
  }

  /** Whether a verdict lets a check go on; stages take their time until then. */
  boolean permits(Turn turn, Verdict verdict) {
    if (turn.phase() == Phase.FINALISING) {
      return false;
    }
    if (!weights.isEmpty() && turn.state().weight() > 0) {
      return staged(turn, verdict);
    }
    return verdict instanceof Verdict.Pass
        || (verdict instanceof Verdict.Inconclusive && !isLast(turn.state()));
  }

  /** Without proof that it is good an A/B test or a blue/green one goes on. */
  private boolean isLast(CanaryState state) {
    return switch (analysis.shift()) {
      case Shift.Matching(int iterations, var _) -> state.iterations() >= iterations;
      case Shift.BlueGreen by -> state.iterations() >= by.iterations();
      case Shift.Weights _, Shift.Stages _ -> false;
    };
  }

  private boolean staged(Turn turn, Verdict verdict) {
    StageState stage = turn.state().stage();
    if (turn.state().paused()) {
      turn.to(turn.state().withStage(StageMachine.held(stage, turn.at())));
      return false;
    }
    StageMachine.Step step = new StageMachine(plan()).step(stage, new Checked(turn.at(), verdict));
    boolean moves = step.state().stage() != stage.stage();
    boolean done = step.state().phase() == StageState.Phase.PROMOTED;
    boolean asked = stage.phase() == StageState.Phase.ASKING;
    boolean asks = step.state().phase() == StageState.Phase.ASKING;
    // The gate before the move may be closed: until it opens only the time counts.
    turn.to(
        turn.state()
            .withStage(moves || done ? StageMachine.passing(stage, turn.at()) : step.state()));
    if (asks && !asked) {
      turn.enter(Phase.WAITING_PROMOTION);
      turn.alert(Severity.WARN, "A person must decide: " + verdict.text());
    } else if (asked && !asks) {
      turn.enter(Phase.PROGRESSING);
      turn.info("Nobody needs to decide any more: " + verdict.text());
    }
    return moves || done;
  }

  /** The stages as the judge watches them: one for each weight. */
  private StagePlan plan() {
    List<Stage> plan = new ArrayList<>();
    switch (analysis.shift()) {
      case Shift.Stages by -> by.stages().forEach(stage -> plan.addAll(stages(stage)));
      case Shift.Weights by ->
          by.weights().forEach(weight -> plan.add(new Stage(weight, analysis.interval())));
      case Shift.Matching _, Shift.BlueGreen _ -> plan.add(new Stage(100, analysis.interval()));
    }
    return new StagePlan(plan, analysis.interval(), PATIENCE);
  }

  private List<Stage> stages(CanaryStage stage) {
    Duration dwell = stage.dwell().isPositive() ? stage.dwell() : analysis.interval();
    return stage.weights().stream().map(weight -> new Stage(weight, dwell)).toList();
  }
}
