// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

import dev.ballast.control.rollout.StageEffect.Ask;
import dev.ballast.control.rollout.StageEffect.Promote;
import dev.ballast.control.rollout.StageEffect.RollBack;
import dev.ballast.control.rollout.StageEffect.SetWeight;
import dev.ballast.control.rollout.StageEvent.Checked;
import dev.ballast.control.rollout.StageEvent.Halted;
import dev.ballast.control.rollout.StageState.Phase;
import dev.ballast.control.rollout.judge.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Moves a rollout from stage to stage by verdicts. A regression rolls back at once, from any stage;
 * a stage that was watched for its dwell and passes makes room for the next; one that does not pass
 * is extended up to the plan's patience, then a person is asked, and a stage that passes before one
 * has decided goes on. Without data, or while both arms are bad, the stage's clock stands still.
 */
public final class StageMachine {

  private final StagePlan plan;

  public StageMachine(StagePlan plan) {
    this.plan = plan;
  }

  /** A state and what has to be done to make it true. */
  public record Step(StageState state, List<StageEffect> effects) {
    public Step {
      effects = List.copyOf(effects);
    }
  }

  public Step begin(Instant at) {
    return new Step(StageState.begin(at), List.of(new SetWeight(weight(0))));
  }

  /** The next state; an event for a rollout that has ended changes nothing. */
  public Step step(StageState state, StageEvent event) {
    return switch (state.phase()) {
      case RUNNING -> running(state, event);
      case ASKING -> asking(state, event);
      case PROMOTED, ROLLED_BACK -> new Step(state, List.of());
    };
  }

  private Step running(StageState state, StageEvent event) {
    return switch (event) {
      case Checked checked -> judged(state, checked);
      case Halted halted -> new Step(held(state, halted.at()), List.of());
    };
  }

  /** What was not clear in time may become so before somebody has decided. */
  private Step asking(StageState state, StageEvent event) {
    boolean clear =
        event instanceof Checked checked
            && (checked.verdict() instanceof Verdict.Pass
                || checked.verdict() instanceof Verdict.Regress);
    return clear ? running(goingOn(state), event) : new Step(held(state, event.at()), List.of());
  }

  private static StageState goingOn(StageState state) {
    return new StageState(Phase.RUNNING, state.stage(), state.watched(), state.lastCheck());
  }

  private Step judged(StageState state, Checked checked) {
    Verdict verdict = checked.verdict();
    return switch (verdict) {
      case Verdict.Regress regress ->
          end(state, Phase.ROLLED_BACK, checked.at(), new RollBack(regress));
      case Verdict.NoData none -> new Step(held(state, checked.at()), List.of());
      case Verdict.BothArmsBad bad -> new Step(held(state, checked.at()), List.of());
      case Verdict.Pass pass -> passed(watched(state, checked.at()));
      case Verdict.Inconclusive unclear -> waiting(watched(state, checked.at()), unclear);
    };
  }

  private Step passed(StageState state) {
    if (state.watched().compareTo(plan.stages().get(state.stage()).dwell()) < 0) {
      return new Step(state, List.of());
    }
    if (state.stage() == plan.stages().size() - 1) {
      return end(state, Phase.PROMOTED, state.lastCheck(), new Promote());
    }
    int next = state.stage() + 1;
    return new Step(
        new StageState(Phase.RUNNING, next, Duration.ZERO, state.lastCheck()),
        List.of(new SetWeight(weight(next))));
  }

  private Step waiting(StageState state, Verdict verdict) {
    return state.watched().compareTo(plan.longest(state.stage())) < 0
        ? new Step(state, List.of())
        : end(state, Phase.ASKING, state.lastCheck(), new Ask(verdict));
  }

  /** Its clock stands still until then. */
  static StageState held(StageState state, Instant at) {
    return new StageState(state.phase(), state.stage(), state.watched(), at);
  }

  private static StageState watched(StageState state, Instant at) {
    Duration more = Duration.between(state.lastCheck(), at);
    return new StageState(state.phase(), state.stage(), state.watched().plus(more), at);
  }

  /** Passed, and the next weight is not given yet. */
  static StageState passing(StageState state, Instant at) {
    return goingOn(watched(state, at));
  }

  private static Step end(StageState state, Phase phase, Instant at, StageEffect effect) {
    return new Step(new StageState(phase, state.stage(), state.watched(), at), List.of(effect));
  }

  private int weight(int stage) {
    return plan.stages().get(stage).weight();
  }
}
