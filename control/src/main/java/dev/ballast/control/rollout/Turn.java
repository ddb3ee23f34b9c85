// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

import dev.ballast.model.rollout.CanaryAnalysis.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One step of a canary in the making: its state so far, and what has to be done. */
final class Turn {

  private final Instant at;
  private final List<CanaryEffect> effects = new ArrayList<>();
  private CanaryState state;

  Turn(CanaryState state, Instant at) {
    this.state = state;
    this.at = at;
  }

  Instant at() {
    return at;
  }

  CanaryState state() {
    return state;
  }

  Phase phase() {
    return state.phase();
  }

  List<CanaryEffect> effects() {
    return List.copyOf(effects);
  }

  void to(CanaryState next) {
    state = next;
  }

  void act(CanaryEffect effect) {
    effects.add(effect);
  }

  void enter(Phase phase) {
    state = state.withPhase(phase, at);
  }

  /** The check is over. */
  void close() {
    state = state.withQuestion(new Question.None());
  }

  void route(int canary, boolean mirrored) {
    state = state.withTraffic(canary, mirrored);
    act(new CanaryEffect.SetRoutes(canary, mirrored));
  }

  void info(String text) {
    act(new CanaryEffect.Say(Severity.INFO, text, false, phase()));
  }

  void warn(String text) {
    act(new CanaryEffect.Say(Severity.WARN, text, false, phase()));
  }

  void alert(Severity severity, String text) {
    act(new CanaryEffect.Say(severity, text, true, phase()));
  }
}
