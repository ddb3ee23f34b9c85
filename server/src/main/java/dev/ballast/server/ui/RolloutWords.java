// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Gate;
import dev.ballast.control.rollout.Phase;
import dev.ballast.control.rollout.Question;
import dev.ballast.control.rollout.controller.Exposure;
import dev.ballast.server.rollout.Rollout;
import dev.ballast.server.rollout.Rollouts;

/** Puts how a rollout stands into words. */
final class RolloutWords {

  private static final int WHOLE = 100;

  private RolloutWords() {}

  /** Flagger's word for the phase. */
  static RolloutView.Badge phase(Phase phase) {
    String css =
        switch (phase) {
          case INITIALIZED, SUCCEEDED -> Tone.OK.css();
          case FAILED -> Tone.BAD.css();
          case WAITING, WAITING_PROMOTION -> Tone.WARN.css();
          case PROGRESSING, PROMOTING, FINALISING -> "going";
          case INITIALIZING, TERMINATING, TERMINATED -> Tone.UNKNOWN.css();
        };
    return new RolloutView.Badge(css, phase.word());
  }

  static RolloutView.Badge verdict(Rollout rollout) {
    return rollout
        .heard()
        .map(
            heard ->
                new RolloutView.Badge(
                    switch (heard.name()) {
                      case "Pass" -> Tone.OK.css();
                      case "Regress" -> Tone.BAD.css();
                      case "BothArmsBad" -> Tone.WARN.css();
                      default -> Tone.UNKNOWN.css();
                    },
                    heard.name()))
        .orElse(new RolloutView.Badge(Tone.UNKNOWN.css(), "Not judged"));
  }

  /** {@code v1 → v2} while they differ. */
  static String revisions(CanaryState state) {
    String from = isOver(state) && !state.previous().isEmpty() ? state.previous() : "";
    String primary = state.promoted().isEmpty() ? "no version yet" : state.promoted();
    if (!from.isEmpty() && !from.equals(primary)) {
      return from + " → " + primary;
    }
    return state.applied().isEmpty() || state.applied().equals(state.promoted())
        ? primary
        : primary + " → " + state.applied();
  }

  /** Whether the new version has become the primary. */
  static boolean isOver(CanaryState state) {
    return !state.applied().isEmpty() && state.applied().equals(state.promoted());
  }

  /** What somebody has to look at, before all others. */
  static boolean isNeedy(Rollouts.View view) {
    CanaryState state = view.rollout().state();
    return !view.trouble().isEmpty() || state.asks() || state.phase() == Phase.FAILED;
  }

  /** The sentence that opens its page. */
  static String sentence(Rollout rollout, Sight sight) {
    CanaryState state = rollout.state();
    String service = rollout.canary().service();
    String fresh = service + " " + state.applied();
    return switch (state.phase()) {
      case INITIALIZING -> service + " is not looked after yet: its primary is awaited.";
      case INITIALIZED ->
          "%s %s serves; nothing newer is deployed.".formatted(service, state.promoted());
      case WAITING -> fresh + " waits for permission to begin.";
      case PROGRESSING, WAITING_PROMOTION -> analysed(rollout, fresh);
      case PROMOTING -> fresh + " is becoming the primary.";
      case FINALISING ->
          "%s has all traffic; %s is kept warm until %s."
              .formatted(
                  fresh,
                  state.previous(),
                  sight.clock(state.changed().plus(rollout.canary().bake())));
      case SUCCEEDED -> fresh + " was promoted.";
      case FAILED ->
          state.weight() == WHOLE
              ? fresh + " has all traffic, but as the primary it did not come up."
              : "%s was rolled back: %s has all traffic.".formatted(fresh, state.promoted());
      case TERMINATING, TERMINATED -> service + " is let go.";
    };
  }

  private static String analysed(Rollout rollout, String fresh) {
    CanaryState state = rollout.state();
    if (state.asks()) {
      return fresh + " waits for you: nothing was found, and nothing was ruled out.";
    }
    String share = share(rollout);
    if (state.phase() == Phase.WAITING_PROMOTION) {
      return "%s passed all checks, gets %s and waits to be promoted.".formatted(fresh, share);
    }
    if (state.weight() == 0 && !state.mirrored()) {
      return fresh + " is being started.";
    }
    return fresh + " gets " + share + (state.paused() ? ", and is paused there." : ".");
  }

  /** What it gets of the traffic. */
  static String share(Rollout rollout) {
    return switch (Exposure.of(rollout.canary(), rollout.state())) {
      case Exposure.Matching _ -> "the requests that match";
      case Exposure.Copies copies -> copies.words() + " of the requests, unheard";
      case Exposure.Nothing _, Exposure.Share _ ->
          "%d\u00a0%% of the traffic".formatted(rollout.state().weight());
    };
  }

  /** What it waits for right now, in a few words; empty when that is only time. */
  static String waitsFor(Rollout rollout) {
    CanaryState state = rollout.state();
    if (state.asks()) {
      return "a person";
    }
    if (state.paused() && state.phase().isUnderWay()) {
      return "somebody to resume it"
          + rollout.pause().map(by -> "; it was paused by " + by.actor()).orElse("");
    }
    return switch (state.phase()) {
      case WAITING -> "a gate: " + shut(rollout);
      case WAITING_PROMOTION ->
          rollout
              .halt()
              .map(halt -> "gate " + halt.hook() + ", before the promotion")
              .orElse("a gate before the promotion");
      case INITIALIZING -> "the primary";
      case PROGRESSING, PROMOTING, FINALISING ->
          rollout
              .halt()
              .map(halt -> "gate " + halt.hook())
              .orElse(
                  state.question() instanceof Question.Open(Gate gate, int _) ? word(gate) : "");
      case INITIALIZED, SUCCEEDED, FAILED, TERMINATING, TERMINATED -> "";
    };
  }

  /** The budget says why; a hook has only its name. */
  private static String shut(Rollout rollout) {
    return rollout
        .halt()
        .map(halt -> halt.why().isEmpty() ? halt.hook() : halt.why())
        .orElse(rollout.gate().isEmpty() ? "not asked yet" : rollout.gate());
  }

  private static String word(Gate gate) {
    return switch (gate) {
      case CONFIRM_ROLLOUT -> "permission to begin";
      case ROLLBACK -> "the rollback hook";
      case PRE_ROLLOUT -> "a pre-rollout hook";
      case ROLLOUT -> "a rollout hook";
      case METRIC -> "a metric";
      case JUDGE -> "the judge";
      case CONFIRM_TRAFFIC_INCREASE -> "permission to grow";
      case CONFIRM_PROMOTION -> "permission to be promoted";
      case POST_ROLLOUT -> "a post-rollout hook";
    };
  }
}
