// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

import dev.ballast.control.rollout.CanaryEffect.CopyToPrimary;
import dev.ballast.control.rollout.CanaryEffect.Initialize;
import dev.ballast.control.rollout.CanaryEffect.Revert;
import dev.ballast.control.rollout.CanaryEffect.ScaleDown;
import dev.ballast.control.rollout.CanaryEffect.ScaleUp;
import dev.ballast.control.rollout.CanaryEffect.SetRoutes;
import dev.ballast.control.rollout.CanaryEvent.Answered;
import dev.ballast.control.rollout.CanaryEvent.Commanded;
import dev.ballast.control.rollout.CanaryEvent.Deleted;
import dev.ballast.control.rollout.CanaryEvent.Judged;
import dev.ballast.control.rollout.CanaryEvent.Measured;
import dev.ballast.control.rollout.CanaryEvent.Tick;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.Canary.Mode;
import dev.ballast.model.rollout.CanaryAnalysis.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Moves a canary through Flagger's phases. In Flagger's mode it counts as Flagger does: a check is
 * one tick, the first no ends it and counts once, and the sum of all is compared with the threshold
 * when the next check begins. In Ballast's mode the judge decides when the weight grows, and a
 * rollback waits for nothing: not for the next check, and not for a webhook that hangs.
 *
 * <p>Whoever runs it stores a step's state before acting on its effects; after a crash {@link
 * #resume} says what has to be done again.
 */
public final class CanaryMachine {

  private final Canary canary;
  private final Endings endings;
  private final Checks checks;

  public CanaryMachine(Canary canary) {
    this.canary = canary;
    endings = new Endings(canary);
    checks = new Checks(canary, endings);
  }

  /** A state and what has to be done to make it true. */
  public record Step(CanaryState state, List<CanaryEffect> effects) {
    public Step {
      effects = List.copyOf(effects);
    }
  }

  /** For a canary that is new. */
  public Step begin(Instant at) {
    return new Step(CanaryState.begin(at), List.of(new Initialize()));
  }

  /** The next state; what comes too late, or answers no open question, changes nothing. */
  public Step step(CanaryState state, CanaryEvent event) {
    Turn turn = new Turn(state, event.at());
    if (state.phase() != Phase.TERMINATED) {
      switch (event) {
        case Tick tick -> tick(turn, tick.observed());
        case Answered answered -> checks.answered(turn, answered);
        case Measured measured -> checks.measured(turn, measured.value());
        case Judged judged -> checks.judged(turn, judged.verdict());
        case Commanded commanded -> command(turn, commanded);
        case Deleted _ -> terminate(turn);
      }
    }
    return new Step(turn.state(), turn.effects());
  }

  /** What makes a stored state true again, and asks its open question once more. */
  public List<CanaryEffect> resume(CanaryState state) {
    List<CanaryEffect> effects = new ArrayList<>();
    SetRoutes routes = new SetRoutes(state.weight(), state.mirrored());
    switch (state.phase()) {
      case INITIALIZING -> effects.add(new Initialize());
      case INITIALIZED, WAITING -> effects.add(routes);
      case PROGRESSING, WAITING_PROMOTION -> {
        // Traffic first leaves a canary, and first comes when one runs.
        boolean reached = state.weight() > 0 || state.mirrored();
        var up = new ScaleUp(state.applied());
        effects.addAll(reached ? List.of(up, routes) : List.of(routes, up));
      }
      case PROMOTING -> {
        effects.add(new CopyToPrimary(state.promoted()));
        effects.add(routes);
      }
      case FINALISING -> {
        effects.add(routes);
        if (bakes()) {
          effects.add(new CanaryEffect.KeepWarm(state.previous()));
        }
      }
      case SUCCEEDED -> {
        effects.add(new CopyToPrimary(state.promoted()));
        effects.add(routes);
        effects.add(new ScaleDown());
      }
      case FAILED -> {
        if (!state.promoted().isEmpty() && state.weight() == 0) {
          effects.add(new CanaryEffect.Restore(state.promoted()));
        }
        effects.add(routes);
        if (state.weight() == 0) {
          effects.add(new ScaleDown());
        }
      }
      case TERMINATING -> effects.addAll(ending());
      case TERMINATED -> {}
    }
    checks.ask(state).ifPresent(effects::add);
    return effects;
  }

  /** The question to the judge while the canary meets requests and nothing else can be asked. */
  public Optional<CanaryEffect> judgeMeanwhile(CanaryState state) {
    boolean meets = state.weight() > 0 || state.mirrored();
    return meets && !state.applied().equals(state.promoted())
        ? Optional.of(checks.judge(state))
        : Optional.empty();
  }

  private void tick(Turn turn, Observed seen) {
    if (canary.suspended()) {
      return;
    }
    if (turn.state().question() instanceof Question.Open open) {
      checks.keepJudging(turn, open);
      return;
    }
    switch (turn.phase()) {
      case INITIALIZING -> initialize(turn, seen);
      case TERMINATING -> turn.enter(Phase.TERMINATED);
      case INITIALIZED,
          WAITING,
          PROGRESSING,
          WAITING_PROMOTION,
          PROMOTING,
          FINALISING,
          SUCCEEDED,
          FAILED,
          TERMINATED ->
          check(turn, seen);
    }
  }

  private void initialize(Turn turn, Observed seen) {
    if (!canary.skipped() && !isReady(turn, seen.primaryReady())) {
      if (isStuck(turn)) {
        endings.rollBack(turn, "the primary is not ready after " + canary.deadline());
      }
      return;
    }
    turn.to(turn.state().reset(Phase.INITIALIZED, turn.at()));
    turn.to(turn.state().withRevisions(seen.revision(), seen.revision(), ""));
    turn.route(0, false);
    turn.act(new ScaleDown());
    turn.alert(Severity.INFO, "New " + canary.target() + " detected, initialization completed.");
  }

  /** Flagger's order: what can end the rollout comes before what can advance it. */
  private void check(Turn turn, Observed seen) {
    Phase phase = turn.phase();
    boolean fresh = !seen.revision().equals(turn.state().applied());
    if (!fresh && !phase.isUnderWay()) {
      return;
    }
    if (!canary.skipped() && !isReady(turn, seen.primaryReady())) {
      boolean warm = phase == Phase.FINALISING && isBaking(turn.state(), turn.at());
      if (warm && turn.state().unreadySince().isBefore(turn.at())) {
        endings.rollBack(turn, "the new version is not ready any more");
      } else {
        primaryMissing(turn);
      }
      return;
    }
    if (phase == Phase.FINALISING && isBaking(turn.state(), turn.at())) {
      bake(turn, fresh);
      return;
    }
    if (!phase.isUnderWay() || phase == Phase.WAITING) {
      var state = turn.state();
      turn.to(state.withRevisions(seen.revision(), state.promoted(), state.previous()));
      checks.confirmRollout(turn);
      return;
    }
    if (fresh && phase.isAnalysed()) {
      restart(turn, seen.revision());
      return;
    }
    if (!isReady(turn, seen.canaryReady())) {
      if (isStuck(turn)) {
        endings.rollBack(turn, "the canary is not ready after " + canary.deadline());
      }
      return;
    }
    turn.to(turn.state().withUnreadySince(Instant.MAX));
    if (canary.skipped()) {
      endings.promoteUnchecked(turn);
      return;
    }
    checks.begin(turn, false);
  }

  private void primaryMissing(Turn turn) {
    if (!isStuck(turn)) {
      return;
    }
    if (turn.phase() == Phase.PROMOTING || turn.phase() == Phase.FINALISING) {
      endings.failPromotion(turn);
    } else {
      endings.rollBack(turn, "the primary is not ready after " + canary.deadline());
    }
  }

  private void restart(Turn turn, String revision) {
    var state = turn.state();
    turn.to(
        state
            .reset(Phase.PROGRESSING, turn.at())
            .withRevisions(revision, state.promoted(), state.previous()));
    turn.route(0, false);
    turn.act(new ScaleUp(revision));
    turn.info("New revision detected! Restarting analysis for " + canary.target());
  }

  /** A new revision ends the bake: there is something newer to look after. */
  private void bake(Turn turn, boolean fresh) {
    if (fresh) {
      endings.finish(turn);
    } else {
      checks.begin(turn, true);
    }
  }

  private boolean bakes() {
    return canary.bake().isPositive();
  }

  private boolean isBaking(CanaryState state, Instant at) {
    return bakes() && at.isBefore(state.changed().plus(canary.bake()));
  }

  /** Notes since when something is waited for. */
  private static boolean isReady(Turn turn, boolean ready) {
    if (!ready && turn.state().unreadySince().equals(Instant.MAX)) {
      turn.to(turn.state().withUnreadySince(turn.at()));
    }
    return ready;
  }

  private boolean isStuck(Turn turn) {
    Duration waited = Duration.between(turn.state().unreadySince(), turn.at());
    return waited.compareTo(canary.deadline()) >= 0;
  }

  private void command(Turn turn, Commanded commanded) {
    if (!turn.phase().isUnderWay()) {
      return;
    }
    switch (commanded.command()) {
      case ABORT -> endings.rollBack(turn, "aborted", Words.aborted(commanded.actor()));
      case PROMOTE -> {
        if (turn.phase() == Phase.WAITING) {
          endings.start(turn);
        } else if (turn.phase().isAnalysed()) {
          endings.promote(turn);
        }
      }
      case PAUSE -> turn.to(turn.state().withPaused(true));
      case RESUME -> resume(turn);
    }
  }

  /** What passed meanwhile was nobody's time to watch. */
  private static void resume(Turn turn) {
    CanaryState state = turn.state();
    if (state.paused()) {
      turn.to(state.withPaused(false).withStage(StageMachine.held(state.stage(), turn.at())));
    }
  }

  private void terminate(Turn turn) {
    if (turn.phase() != Phase.TERMINATING) {
      turn.to(turn.state().reset(Phase.TERMINATING, turn.at()));
      ending().forEach(turn::act);
      turn.info("Terminating canary " + canary.name());
    }
  }

  private List<CanaryEffect> ending() {
    return List.of(new SetRoutes(0, false), canary.reverted() ? new Revert() : new ScaleDown());
  }

  /** Whether the judge is asked. */
  static boolean judges(Canary canary) {
    return canary.mode() == Mode.BALLAST;
  }
}
