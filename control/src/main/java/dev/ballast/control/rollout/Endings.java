// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

import dev.ballast.control.rollout.CanaryEffect.CopyToPrimary;
import dev.ballast.control.rollout.CanaryEffect.KeepWarm;
import dev.ballast.control.rollout.CanaryEffect.Restore;
import dev.ballast.control.rollout.CanaryEffect.ScaleDown;
import dev.ballast.control.rollout.CanaryEffect.ScaleUp;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.CanaryAnalysis.Severity;
import java.util.function.Consumer;

/** Where a rollout begins, is promoted, and ends one way or the other. */
final class Endings {

  private final Canary canary;
  private Consumer<Turn> afterwards = _ -> {};

  Endings(Canary canary) {
    this.canary = canary;
  }

  /** What follows every end. */
  void then(Consumer<Turn> next) {
    afterwards = next;
  }

  void start(Turn turn) {
    boolean routed = turn.state().weight() > 0 || turn.state().mirrored();
    turn.to(turn.state().reset(Phase.PROGRESSING, turn.at()));
    if (routed) {
      turn.route(0, false);
    }
    turn.act(new ScaleUp(turn.state().applied()));
    turn.alert(Severity.INFO, "New revision detected, progressing canary analysis.");
  }

  void promote(Turn turn) {
    promoteRevision(turn);
    turn.close();
    turn.enter(Phase.PROMOTING);
    turn.info("Copying " + canary.target() + " template spec to the primary");
  }

  /** The primary gets the new version; from now on the way back is to the one before. */
  private static void promoteRevision(Turn turn) {
    var state = turn.state();
    turn.to(state.withRevisions(state.applied(), state.applied(), state.promoted()));
    turn.act(new CopyToPrimary(state.applied()));
  }

  void promoteUnchecked(Turn turn) {
    turn.route(0, false);
    promoteRevision(turn);
    turn.act(new ScaleDown());
    turn.to(turn.state().reset(Phase.SUCCEEDED, turn.at()));
    turn.alert(Severity.INFO, "Canary analysis was skipped, promotion finished.");
  }

  /** The new version has all traffic, as the primary. */
  void finalise(Turn turn) {
    turn.enter(Phase.FINALISING);
    if (canary.bake().isPositive()) {
      turn.act(new KeepWarm(turn.state().previous()));
      turn.info("The old version is kept warm for " + canary.bake().toSeconds() + " s");
    }
  }

  void finish(Turn turn) {
    turn.act(new ScaleDown());
    turn.to(turn.state().reset(Phase.SUCCEEDED, turn.at()));
    turn.alert(Severity.INFO, "Canary analysis completed successfully, promotion finished.");
    afterwards.accept(turn);
  }

  /** All traffic to the old version, first of all. */
  void rollBack(Turn turn, String why) {
    rollBack(turn, why, why);
  }

  /**
   * All traffic to the old version, first of all.
   *
   * @param why in Flagger's words
   * @param because in ours, for whoever looks afterwards
   */
  void rollBack(Turn turn, String why, String because) {
    var state = turn.state();
    boolean promoted = turn.phase() == Phase.PROMOTING || turn.phase() == Phase.FINALISING;
    if (promoted) {
      turn.to(state.withRevisions(state.applied(), state.previous(), state.previous()));
      turn.act(new Restore(state.previous()));
    }
    turn.to(turn.state().reset(Phase.FAILED, turn.at()).withBecause(because));
    turn.route(0, false);
    turn.act(new ScaleDown());
    turn.alert(Severity.ERROR, "Rolling back " + canary.name() + ": " + why);
    afterwards.accept(turn);
  }

  /** The primary did not come up with the new version: the canary, which did, serves. */
  void failPromotion(Turn turn) {
    String why = "the primary is not ready after " + canary.deadline();
    turn.to(turn.state().reset(Phase.FAILED, turn.at()).withBecause(why));
    turn.route(100, false);
    turn.alert(Severity.ERROR, Words.capital(why) + ": all traffic is the canary's");
    afterwards.accept(turn);
  }
}
