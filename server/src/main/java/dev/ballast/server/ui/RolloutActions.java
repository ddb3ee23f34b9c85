// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Phase;
import dev.ballast.server.auth.Caller;
import dev.ballast.server.auth.Role;
import dev.ballast.server.rollout.Rollout;
import java.util.ArrayList;
import java.util.List;

/** What a reader may decide about a rollout, with what it means. */
final class RolloutActions {

  private RolloutActions() {}

  static List<RolloutView.Action> of(Rollout rollout, Caller caller) {
    CanaryState state = rollout.state();
    if (!caller.role().allows(Role.OPERATOR) || !state.phase().isUnderWay()) {
      return List.of();
    }
    List<RolloutView.Action> actions = new ArrayList<>();
    if (isAhead(state.phase())) {
      actions.add(action(rollout, state.paused() ? "resume" : "pause", List.of()));
      actions.add(action(rollout, "promote", promotion(rollout)));
    }
    actions.add(action(rollout, "abort", abortion(rollout)));
    return actions;
  }

  /** Whether the promotion is still to come. */
  private static boolean isAhead(Phase phase) {
    return phase == Phase.WAITING || phase == Phase.PROGRESSING || phase == Phase.WAITING_PROMOTION;
  }

  private static RolloutView.Action action(
      Rollout rollout, String word, List<RolloutView.Fact> plan) {
    return new RolloutView.Action(
        word, RolloutPage.link(rollout) + "/" + word, rollout.state().applied(), plan);
  }

  private static List<RolloutView.Fact> promotion(Rollout rollout) {
    CanaryState state = rollout.state();
    if (state.phase() == Phase.WAITING) {
      return List.of(
          new RolloutView.Fact(
              "Plan", state.applied() + " begins now, past the gate that is shut."),
          new RolloutView.Fact("Reaches", "the share of its first stage; checks go on as ever."),
          new RolloutView.Fact(
              "Undo", "Abort: all traffic goes back to " + state.promoted() + "."));
    }
    boolean bakes = rollout.canary().bake().isPositive();
    return List.of(
        new RolloutView.Fact(
            "Plan",
            "%s gets all traffic now, past gates and further checks.".formatted(state.applied())),
        new RolloutView.Fact(
            "Reaches",
            "every request of %s, instead of %s."
                .formatted(rollout.canary().service(), RolloutWords.share(rollout))),
        new RolloutView.Fact(
            "Undo",
            bakes
                ? "Abort within %s, while %s is kept warm."
                    .formatted(Sight.duration(rollout.canary().bake()), state.promoted())
                : "Only by deploying %s anew: no bake is configured.".formatted(state.promoted())));
  }

  private static List<RolloutView.Fact> abortion(Rollout rollout) {
    CanaryState state = rollout.state();
    boolean ahead = isAhead(state.phase());
    String old = ahead ? state.promoted() : state.previous();
    return List.of(
        new RolloutView.Fact("Plan", "%s gets all traffic back at once.".formatted(old)),
        new RolloutView.Fact(
            "Reaches",
            ahead
                ? "%s, which %s answers now."
                    .formatted(RolloutWords.share(rollout), state.applied())
                : "every request of %s.".formatted(rollout.canary().service())),
        new RolloutView.Fact(
            "Undo", "Deploy something newer: %s is not tried again.".formatted(state.applied())));
  }
}
