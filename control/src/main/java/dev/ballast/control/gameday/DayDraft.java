// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gameday;

import dev.ballast.control.gameday.DayState.Note;
import dev.ballast.control.gameday.DayState.Phase;
import dev.ballast.control.gameday.DayState.Status;
import dev.ballast.control.gameday.DayState.StepState;
import dev.ballast.model.gameday.DayFault;
import dev.ballast.model.gameday.Step;
import dev.ballast.model.gameday.Step.Act;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A state that is being changed; used for one event. */
final class DayDraft {

  private final DayState before;
  private final List<StepState> steps;
  private final List<Note> notes;
  private final List<String> inForce;
  private final List<DayEffect> effects = new ArrayList<>();
  private Phase phase;
  private Duration held;
  private @Nullable Instant steadySince;
  private String steady;
  private @Nullable Instant fault;
  private @Nullable Instant heal;
  private @Nullable Instant clean;
  private @Nullable Instant ended;
  private @Nullable Instant triedAt;
  private String why;
  private String refusal = "";

  DayDraft(DayState state) {
    before = state;
    steps = new ArrayList<>(state.steps());
    notes = new ArrayList<>(state.notes());
    inForce = new ArrayList<>(state.inForce());
    phase = state.phase();
    held = state.held();
    steadySince = state.steadySince();
    steady = state.steady();
    fault = state.fault();
    heal = state.heal();
    clean = state.clean();
    ended = state.ended();
    why = state.why();
  }

  DayTurn done() {
    return refusal.isEmpty()
        ? new DayTurn(state(), effects, "")
        : new DayTurn(before, List.of(), refusal);
  }

  DayState state() {
    return new DayState(
        before.id(),
        phase,
        before.startedBy(),
        before.began(),
        held,
        steadySince,
        steady,
        steps,
        notes,
        inForce,
        fault,
        heal,
        clean,
        ended,
        why);
  }

  void refuse(String reason) {
    refusal = reason;
  }

  void run(DayEffect effect) {
    effects.add(effect);
  }

  int notes() {
    return notes.size();
  }

  void note(Instant at, String by, String role, String text) {
    notes.add(new Note(at, by, role, text));
  }

  void steady(boolean holds, String text, Instant now) {
    steady = text;
    steadySince = !holds ? null : steadySince == null ? now : steadySince;
  }

  StepState step(String id) {
    return steps.get(index(id));
  }

  private int index(String id) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).id().equals(id)) {
        return i;
      }
    }
    throw new IllegalArgumentException("step: " + id + " (expected: one of the timeline)");
  }

  void approve(String id, String by) {
    StepState s = step(id);
    steps.set(
        index(id), new StepState(id, s.status(), s.due(), s.started(), s.ended(), by, s.text()));
  }

  void wait(String id, String shut) {
    steps.set(index(id), step(id).with(Status.WAITING, shut));
  }

  /** Begins a step; what its gate held up, all that comes after is late by. */
  void start(String id, Instant now, boolean waited) {
    int i = index(id);
    StepState s = steps.get(i);
    Duration late = waited ? Duration.between(s.due(), now) : Duration.ZERO;
    held = held.plus(late);
    steps.set(
        i, new StepState(id, Status.RUNNING, s.due().plus(late), now, null, s.approvedBy(), ""));
    for (int j = i + 1; j < steps.size(); j++) {
      StepState next = steps.get(j);
      steps.set(
          j,
          new StepState(
              next.id(),
              next.status(),
              next.due().plus(late),
              next.started(),
              next.ended(),
              next.approvedBy(),
              next.text()));
    }
  }

  /** Ends a step that is going on; another one stays as it is. */
  void finish(String id, boolean well, String text, Instant now) {
    StepState s = step(id);
    if (s.status() == Status.RUNNING) {
      Status status = well ? Status.DONE : Status.MISSED;
      steps.set(
          index(id), new StepState(id, status, s.due(), s.started(), now, s.approvedBy(), text));
    }
  }

  void skipOpen(Instant now) {
    for (int i = 0; i < steps.size(); i++) {
      StepState s = steps.get(i);
      if (s.status().isOpen()) {
        steps.set(
            i,
            new StepState(
                s.id(), Status.SKIPPED, s.due(), s.started(), now, s.approvedBy(), s.text()));
      }
    }
  }

  /** What was to be seen while it was broken is not seen any more once it is healed. */
  void unseen(List<Step> timeline, Instant now) {
    for (Step step : timeline) {
      boolean looks = step.act() == Act.OBSERVE || step.act() == Act.EXPECT;
      if (looks && step(step.id()).status() == Status.RUNNING) {
        String text = step(step.id()).text();
        finish(step.id(), false, text.isEmpty() ? "not seen until it was healed" : text, now);
      }
    }
  }

  /** From the order on it counts as in force: half of it may be on when the order fails. */
  void inject(String id, DayFault broken) {
    inForce.add(id);
    clean = null;
    effects.add(new DayEffect.Inject(id, broken));
  }

  void broken(Instant at) {
    fault = fault == null ? at : fault;
  }

  List<String> inForce() {
    return List.copyOf(inForce);
  }

  void heal(String id, Instant now) {
    heal = heal == null ? now : heal;
    triedAt = now;
    effects.add(new DayEffect.Heal(id));
  }

  void clean(String id, Instant at) {
    inForce.remove(id);
    clean = at;
  }

  /** Whole seconds since the order, so that it needs no memory of each try. */
  boolean mayHealAgain(Instant now, Duration every) {
    Instant first = heal;
    return triedAt == null
        && (first == null || Duration.between(first, now).toSeconds() % every.toSeconds() == 0);
  }

  Duration healedFor(Instant now) {
    Instant first = heal;
    return first == null ? Duration.ZERO : Duration.between(first, now);
  }

  void stopping(String reason) {
    phase = Phase.STOPPING;
    why = reason;
  }

  boolean isAllOver() {
    return steps.stream().noneMatch(s -> s.status().isOpen());
  }

  boolean isAllWell() {
    return steps.stream().noneMatch(s -> s.status() == Status.MISSED);
  }

  void end(Phase how, Instant at) {
    phase = how;
    ended = at;
  }
}
