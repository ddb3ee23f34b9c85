// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Gate;
import dev.ballast.control.rollout.Question;
import dev.ballast.control.rollout.controller.Exposure;
import dev.ballast.control.rollout.controller.Interval;
import dev.ballast.control.rollout.controller.Pace;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.Hook;
import dev.ballast.model.rollout.ObjectName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A canary and how it stands, as one immutable snapshot.
 *
 * @param pace of the rollout under way, or of the last one
 * @param started when that began; {@link Instant#EPOCH} before the first
 * @param heard what the judge said last
 * @param seen what it rests on, oldest first
 * @param gate what the budget's gate said last, as a sentence; empty before it was asked
 * @param reached the largest share that this revision has had, in percent
 * @param pause who keeps its weight where it is; nothing when nobody does, or nobody knows
 */
public record Rollout(
    Application application,
    CanaryState state,
    Pace pace,
    Instant started,
    Optional<Heard> heard,
    List<Interval> seen,
    String gate,
    GateKeeping gates,
    int reached,
    Optional<Pause> pause) {

  /** Who paused it, and since when. */
  public record Pause(String actor, Instant at) {

    /** After "paused". */
    public String words() {
      return "by %s since %s".formatted(actor, at.truncatedTo(ChronoUnit.SECONDS));
    }
  }

  public Rollout {
    seen = List.copyOf(seen);
  }

  static Rollout begin(Application application, Instant at) {
    return new Rollout(
        application,
        CanaryState.begin(at),
        Pace.WRITTEN,
        Instant.EPOCH,
        Optional.empty(),
        List.of(),
        "",
        GateKeeping.NONE,
        0,
        Optional.empty());
  }

  public ObjectName name() {
    return application.name();
  }

  /** As it was written. */
  public Canary canary() {
    return application.canary();
  }

  /** As it is run: at its pace, with the error budget's gates. */
  Canary paced() {
    return pace.applyTo(canary(), BudgetHooks.ALL);
  }

  /** The YAML that was applied. */
  public String text() {
    return application.text();
  }

  /** What was accepted and yet is not as somebody may believe, as sentences. */
  public List<String> warnings() {
    return application.warnings();
  }

  /** A state whose check is over, so that the next one begins anew. */
  static CanaryState unasked(CanaryState state) {
    return new CanaryState(
        state.phase(),
        state.failedChecks(),
        state.weight(),
        state.iterations(),
        state.mirrored(),
        state.applied(),
        state.promoted(),
        state.previous(),
        new Question.None(),
        state.stage(),
        state.paused(),
        state.unreadySince(),
        state.changed(),
        state.because());
  }

  Rollout withState(CanaryState next) {
    boolean analysed = !next.applied().equals(next.promoted());
    int most = analysed ? Math.max(reached, next.weight()) : reached;
    return new Rollout(
        application,
        next,
        pace,
        started,
        heard,
        seen,
        gate,
        gates.after(state, next),
        most,
        next.paused() ? pause : Optional.empty());
  }

  Rollout withApplication(Application next) {
    return new Rollout(next, state, pace, started, heard, seen, gate, gates, reached, pause);
  }

  /** A new revision: nothing has been seen of it. */
  Rollout starting(Pace next, Instant at) {
    return new Rollout(
        application, state, next, at, Optional.empty(), List.of(), gate, gates, 0, pause);
  }

  /** The same revision goes at another pace. */
  Rollout withPace(Pace next) {
    return new Rollout(application, state, next, started, heard, seen, gate, gates, reached, pause);
  }

  Rollout withPause(Pause by) {
    return new Rollout(
        application, state, pace, started, heard, seen, gate, gates, reached, Optional.of(by));
  }

  Rollout hearing(Heard verdict, List<Interval> intervals) {
    return new Rollout(
        application,
        state,
        pace,
        started,
        Optional.of(verdict),
        intervals,
        gate,
        gates,
        reached,
        pause);
  }

  Rollout withGate(String said) {
    return new Rollout(application, state, pace, started, heard, seen, said, gates, reached, pause);
  }

  Rollout withGates(GateKeeping next) {
    return new Rollout(application, state, pace, started, heard, seen, gate, next, reached, pause);
  }

  /** Whether a version that is analysed has some of the traffic, or copies. */
  boolean meetsRequests() {
    return state.phase().isAnalysed() && (state.weight() > 0 || state.mirrored());
  }

  /** What the new version gets, in words after "gets". */
  public String gets() {
    return Exposure.of(canary(), state).words();
  }

  /** The gate that keeps it waiting, be it shut or without an answer yet. */
  public Optional<GateKeeping.Halt> halt() {
    return asked()
        .filter(GateKeeping::isGate)
        .map(hook -> new GateKeeping.Halt(hook.type(), hook.name(), ""))
        .or(gates::halt);
  }

  /** The hook whose answer is waited for. */
  Optional<Hook> asked() {
    if (!(state.question() instanceof Question.Open(Gate open, int index))) {
      return Optional.empty();
    }
    List<Hook> hooks =
        paced().analysis().hooks().stream()
            .filter(hook -> hook.type().name().equals(open.name()))
            .toList();
    return index < hooks.size() ? Optional.of(hooks.get(index)) : Optional.empty();
  }
}
