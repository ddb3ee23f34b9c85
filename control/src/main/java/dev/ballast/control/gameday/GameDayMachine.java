// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gameday;

import dev.ballast.control.gameday.DayState.Phase;
import dev.ballast.control.gameday.DayState.Status;
import dev.ballast.control.gameday.DayState.StepState;
import dev.ballast.model.gameday.DayFault;
import dev.ballast.model.gameday.Expectation;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.gameday.Step;
import dev.ballast.model.gameday.Step.Act;
import dev.ballast.model.gameday.Step.Gate;
import dev.ballast.model.gameday.StopRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A game day as a state machine over its timeline: {@code step(state, event)} gives the next state
 * and what is to be done. Whatever ends it, nothing is over before all that is in force was healed.
 */
public final class GameDayMachine {

  /** A gate that stays shut for so long ends the day: nobody waits for ever. */
  static final Duration GATE_PATIENCE = Duration.ofMinutes(10);

  /** After this it ends unproven: the lease is long over. */
  static final Duration HEAL_PATIENCE = Duration.ofMinutes(15);

  /** Healing is tried again so often. */
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private static final int LONGEST_NOTE = 2000;
  private static final int MOST_NOTES = 1000;

  private final GameDay day;

  public GameDayMachine(GameDay day) {
    this.day = day;
  }

  /** The beginning, or why there is none. */
  public DayTurn begin(String id, String by, Instant at) {
    List<StepState> steps =
        day.timeline().stream()
            .map(
                step ->
                    new StepState(
                        step.id(), Status.PENDING, at.plus(day.due(step)), null, null, "", ""))
            .toList();
    DayState state =
        new DayState(
            id,
            Phase.RUNNING,
            by,
            at,
            Duration.ZERO,
            null,
            "nobody has looked yet",
            steps,
            List.of(),
            List.of(),
            null,
            null,
            null,
            null,
            "");
    if (!day.roles().leads(by)) {
      return new DayTurn(state, List.of(), mayNot(by, "start"));
    }
    DayDraft draft = new DayDraft(state);
    draft.note(at, "ballast", "", "started by " + by + ": " + day.objective());
    return draft.done();
  }

  /** What an event changes. */
  public DayTurn step(DayState state, DayEvent event) {
    DayDraft draft = new DayDraft(state);
    boolean over = state.phase().isOver();
    switch (event) {
      case DayEvent.Said said -> said(draft, said);
      case DayEvent.Tick _ when over -> {}
      case DayEvent.Stopped _ when over -> draft.refuse("the day is over");
      case DayEvent.Approved _ when over -> draft.refuse("the day is over");
      case DayEvent.Tick tick -> tick(draft, tick);
      case DayEvent.Applied applied -> applied(draft, applied);
      case DayEvent.Healed healed -> healed(draft, healed);
      case DayEvent.Checked checked ->
          draft.finish(checked.step(), checked.well(), checked.text(), checked.at());
      case DayEvent.Judged judged ->
          draft.finish(judged.step(), judged.met(), judged.text(), judged.at());
      case DayEvent.StopRuleHolds rule -> stop(draft, rule.text(), "ballast", rule.at());
      case DayEvent.Approved approved -> approved(draft, approved);
      case DayEvent.Stopped stopped -> stopped(draft, stopped);
      case DayEvent.Recovered recovered ->
          stop(draft, "the server was started again meanwhile", "ballast", recovered.at());
    }
    return draft.done();
  }

  private void said(DayDraft draft, DayEvent.Said said) {
    String text = said.text().strip();
    if (text.isEmpty() || text.length() > LONGEST_NOTE) {
      draft.refuse(
          "text: %d characters (expected: 1 to %d)".formatted(text.length(), LONGEST_NOTE));
    } else if (draft.notes() >= MOST_NOTES) {
      draft.refuse("notes: there are %d (expected: at most that)".formatted(MOST_NOTES));
    } else {
      draft.note(said.at(), said.by(), day.roles().of(said.by()), text);
    }
  }

  private void approved(DayDraft draft, DayEvent.Approved approved) {
    Step step = day.step(approved.step()).orElse(null);
    if (step == null || !needsPerson(step)) {
      draft.refuse("step: %s (expected: one that waits for a person)".formatted(approved.step()));
    } else if (!day.roles().leads(approved.by())) {
      draft.refuse(mayNot(approved.by(), "open a gate"));
    } else if (twoPersons(step) && approved.by().equals(draft.state().startedBy())) {
      draft.refuse(
          "two persons: " + approved.by() + " started it (expected: another one approves)");
    } else {
      draft.approve(step.id(), approved.by());
      draft.note(approved.at(), approved.by(), day.roles().of(approved.by()), "go: " + step.id());
    }
  }

  private void stopped(DayDraft draft, DayEvent.Stopped stopped) {
    if (!mayStop(stopped.by())) {
      draft.refuse(mayNot(stopped.by(), "stop"));
    } else if (stopped.reason().isBlank()) {
      draft.refuse("reason: missing (expected: why)");
    } else {
      stop(draft, stopped.reason().strip(), stopped.by(), stopped.at());
    }
  }

  private boolean mayStop(String by) {
    return day.roles().leads(by)
        || day.stopWhen().stream()
            .filter(StopRule.Manual.class::isInstance)
            .map(StopRule.Manual.class::cast)
            .anyMatch(rule -> rule.roles().contains(day.roles().of(by)));
  }

  private String mayNot(String by, String what) {
    return "%s may not %s (expected: the owner %s or the coordinator %s). Fix: --as NAME"
        .formatted(
            by.isEmpty() ? "nobody" : by, what, day.roles().owner(), day.roles().coordinator());
  }

  private void stop(DayDraft draft, String why, String by, Instant at) {
    if (draft.state().phase() != Phase.RUNNING) {
      return;
    }
    draft.note(at, by, day.roles().of(by), "stop: " + why);
    draft.skipOpen(at);
    draft.stopping(why);
    if (draft.inForce().isEmpty()) {
      conclude(draft, Phase.ABORTED, at);
    } else {
      healAll(draft, at);
    }
  }

  private void tick(DayDraft draft, DayEvent.Tick tick) {
    Instant now = tick.at();
    draft.steady(tick.steady(), tick.text(), now);
    if (draft.state().phase() == Phase.STOPPING) {
      if (draft.healedFor(now).compareTo(HEAL_PATIENCE) > 0) {
        draft.note(now, "ballast", "", "it could not be shown that nothing is left");
        conclude(draft, Phase.ABORTED, now);
      } else if (draft.mayHealAgain(now, AGAIN)) {
        healAll(draft, now);
      }
      return;
    }
    expire(draft, now);
    for (Step step : day.timeline()) {
      StepState seen = draft.step(step.id());
      if (seen.status() == Status.PENDING || seen.status() == Status.WAITING) {
        if (seen.due().isAfter(now) || !begin(draft, step, seen, now)) {
          break;
        }
      } else if (seen.status() == Status.RUNNING && step.act() == Act.HEAL) {
        if (draft.mayHealAgain(now, AGAIN)) {
          draft.heal(step.heals(), now);
        }
        break;
      } else if (seen.status() == Status.RUNNING && isDeed(step)) {
        break; // What comes next may rely on it.
      }
    }
    if (draft.state().phase() == Phase.RUNNING && draft.isAllOver() && draft.inForce().isEmpty()) {
      conclude(draft, draft.isAllWell() ? Phase.PASSED : Phase.FAILED, now);
    }
  }

  private static boolean isDeed(Step step) {
    return step.act() == Act.FAULT || step.act() == Act.CHECKLIST;
  }

  /** Whether it began; when not, its gate is shut and everything after it is late. */
  private boolean begin(DayDraft draft, Step step, StepState seen, Instant now) {
    String shut = shut(draft, step, seen, now);
    if (!shut.isEmpty()) {
      draft.wait(step.id(), shut);
      if (Duration.between(seen.due(), now).compareTo(GATE_PATIENCE) > 0) {
        stop(draft, "the gate of " + step.id() + " stayed shut: " + shut, "ballast", now);
      }
      return false;
    }
    draft.start(step.id(), now, seen.status() == Status.WAITING);
    switch (step.act()) {
      case MEETING -> draft.finish(step.id(), true, step.note(), now);
      case REPORT -> draft.finish(step.id(), true, "", now);
      case CHECKLIST -> draft.run(new DayEffect.RunChecks(step.id(), step.checks()));
      case FAULT -> fault(draft, step, now);
      case OBSERVE, EXPECT -> {
        if (step.expect().equals(Expectation.NONE) || day.mode() == GameDay.Mode.REHEARSE) {
          draft.finish(step.id(), true, rehearsed("nothing is expected"), now);
        }
      }
      case HEAL -> {
        draft.unseen(day.timeline(), now);
        if (draft.inForce().contains(step.heals())) {
          draft.heal(step.heals(), now);
        } else {
          draft.finish(step.id(), true, rehearsed("nothing is left of it"), now);
        }
      }
    }
    return step.act() != Act.HEAL && !isDeed(step);
  }

  private String rehearsed(String otherwise) {
    return day.mode() == GameDay.Mode.REHEARSE ? "rehearsed: nothing was broken" : otherwise;
  }

  private void fault(DayDraft draft, Step step, Instant now) {
    if (day.mode() == GameDay.Mode.REHEARSE) {
      draft.finish(step.id(), true, rehearsed(""), now);
      return;
    }
    draft.inject(step.id(), step.fault().orElseThrow());
  }

  private String shut(DayDraft draft, Step step, StepState seen, Instant now) {
    if (needsPerson(step) && seen.approvedBy().isEmpty()) {
      return twoPersons(step) ? "another person has to approve it" : "somebody has to say go";
    }
    if (step.gate() != Gate.STEADY_STATE) {
      return "";
    }
    Instant since = draft.state().steadySince();
    if (since == null) {
      return "no steady state: " + draft.state().steady();
    }
    Duration left = day.hold().minus(Duration.between(since, now));
    return left.isPositive()
        ? String.format(
            Locale.ROOT, "the steady state has to hold for %.1f s more", left.toMillis() / 1e3)
        : "";
  }

  private boolean needsPerson(Step step) {
    return step.gate() == Gate.MANUAL || twoPersons(step);
  }

  private boolean twoPersons(Step step) {
    return day.safety().twoPersons()
        && step.act() == Act.FAULT
        && day.mode() != GameDay.Mode.REHEARSE;
  }

  private void applied(DayDraft draft, DayEvent.Applied applied) {
    if (draft.state().phase() != Phase.RUNNING) {
      healAll(draft, applied.at()); // It was stopped while the fault was turned on.
      return;
    }
    if (!applied.done()) {
      draft.finish(applied.step(), false, applied.text(), applied.at());
      stop(draft, "the fault is not as it should be: " + applied.text(), "ballast", applied.at());
      return;
    }
    draft.broken(applied.at());
    draft.finish(applied.step(), true, applied.text(), applied.at());
  }

  private void healed(DayDraft draft, DayEvent.Healed healed) {
    if (!healed.clean()) {
      draft.note(healed.at(), "ballast", "", healed.text());
      return;
    }
    draft.clean(healed.step(), healed.at());
    for (Step step : day.timeline()) {
      if (step.heals().equals(healed.step()) && draft.step(step.id()).status() == Status.RUNNING) {
        draft.finish(step.id(), true, healed.text(), healed.at());
      }
    }
    if (draft.state().phase() == Phase.STOPPING && draft.inForce().isEmpty()) {
      conclude(draft, Phase.ABORTED, healed.at());
    }
  }

  /** A fault whose time is up is healed, whatever the timeline says. */
  private void expire(DayDraft draft, Instant now) {
    Instant since = draft.state().fault();
    for (Step step : day.faults()) {
      DayFault fault = step.fault().orElseThrow();
      boolean bounded = !fault.duration().isZero() && draft.inForce().contains(step.id());
      Duration most = Duration.ofMillis(Math.round(fault.duration().toMillis() * day.scale()));
      boolean late = bounded && since != null && now.isAfter(since.plus(most));
      if (late && draft.mayHealAgain(now, AGAIN)) {
        draft.heal(step.id(), now);
      }
    }
  }

  private void healAll(DayDraft draft, Instant now) {
    draft.inForce().forEach(step -> draft.heal(step, now));
  }

  private void conclude(DayDraft draft, Phase phase, Instant now) {
    draft.end(phase, now);
    draft.run(new DayEffect.Conclude());
  }
}
