// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.connect.gameday.Canaries;
import dev.ballast.control.gameday.DayEffect;
import dev.ballast.control.gameday.DayEvent;
import dev.ballast.control.gameday.DayState;
import dev.ballast.control.gameday.DayState.Phase;
import dev.ballast.control.gameday.DayState.Status;
import dev.ballast.control.gameday.DayState.StepState;
import dev.ballast.control.gameday.DayTurn;
import dev.ballast.control.gameday.GameDayMachine;
import dev.ballast.control.gameday.Watcher;
import dev.ballast.model.Slo;
import dev.ballast.model.gameday.CanaryLoad;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.gameday.Step;
import dev.ballast.model.gameday.Step.Act;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A game day that goes on. Not thread-safe: whoever owns it holds a lock. */
final class DayRun implements AutoCloseable {

  private final GameDay day;
  private final GameDayMachine machine;
  private final DayDeeds deeds;
  private final StopWatch stops;
  private volatile DayState state;
  private final DaySenses senses = new DaySenses();

  DayRun(GameDay day, DayState state, DayDeeds deeds, StopWatch stops) {
    this.day = day;
    this.machine = new GameDayMachine(day);
    this.deeds = deeds;
    this.stops = stops;
    this.state = state;
  }

  DayState state() {
    return state;
  }

  boolean isEndedBy(Slo slo) {
    return !state.inForce().isEmpty() && stops.isAbout(slo);
  }

  /**
   * Begins to send, and says that it has begun.
   *
   * @param loads as they are sent
   */
  void begin(List<CanaryLoad> loads) {
    senses.begin(day, loads, deeds.clock());
    deeds.started(day, state);
  }

  List<Canaries.Second> users() {
    return senses.users();
  }

  void tick(Instant now) throws InterruptedException {
    deeds.renew(day, state, now);
    DayEyes.Seen steady = deeds.steady(day, now);
    hear(new DayEvent.Tick(now, steady.holds(), steady.text()));
    if (state.phase() != Phase.RUNNING) {
      return;
    }
    judge(now);
    if (!state.inForce().isEmpty()) {
      Optional<String> stop = stops.look(now);
      stop.ifPresent(text -> hear(new DayEvent.StopRuleHolds(now, text)));
    }
  }

  private void judge(Instant now) {
    Instant fault = state.fault();
    if (fault == null) {
      return;
    }
    for (StepState step : state.steps()) {
      Step planned = day.step(step.id()).orElseThrow();
      boolean looks = planned.act() == Act.OBSERVE || planned.act() == Act.EXPECT;
      if (looks && step.status() == Status.RUNNING) {
        Watcher.Verdict verdict =
            Watcher.of(
                planned.expect(),
                deeds.watched(day, planned.expect(), fault, now, users()),
                fault,
                now);
        if (verdict.settled()) {
          hear(new DayEvent.Judged(now, step.id(), verdict.met(), verdict.text()));
        }
      }
    }
  }

  /** Takes an event and does what follows; says why nothing was changed, or nothing. */
  String hear(DayEvent first) {
    Deque<DayEvent> events = new ArrayDeque<>(List.of(first));
    String refusal = "";
    boolean begins = true;
    while (!events.isEmpty()) {
      DayEvent event = events.remove();
      DayTurn turn = machine.step(state, event);
      refusal = begins ? turn.refusal() : refusal;
      begins = false;
      // The end is written down together with its report.
      boolean ends = turn.effects().stream().anyMatch(DayEffect.Conclude.class::isInstance);
      boolean kept = ends || turn.state().equals(state) || deeds.keep(turn.state());
      state = turn.state();
      for (DayEffect effect : turn.effects()) {
        deeds.act(day, state, effect, kept, senses).ifPresent(events::add);
      }
    }
    return refusal;
  }

  @Override
  public void close() {
    senses.close();
  }
}
