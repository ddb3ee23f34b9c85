// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.rollout.CanaryEffect;
import dev.ballast.control.rollout.CanaryEffect.Deed;
import dev.ballast.control.rollout.CanaryEffect.Judge;
import dev.ballast.control.rollout.CanaryEffect.SetRoutes;
import dev.ballast.control.rollout.CanaryEvent;
import dev.ballast.control.rollout.CanaryEvent.Answered;
import dev.ballast.control.rollout.CanaryEvent.Command;
import dev.ballast.control.rollout.CanaryEvent.Commanded;
import dev.ballast.control.rollout.CanaryEvent.Judged;
import dev.ballast.control.rollout.CanaryEvent.Measured;
import dev.ballast.control.rollout.CanaryEvent.Tick;
import dev.ballast.control.rollout.CanaryMachine;
import dev.ballast.control.rollout.CanaryMachine.Step;
import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Phase;
import dev.ballast.control.rollout.Question;
import dev.ballast.control.rollout.controller.Pace;
import dev.ballast.control.rollout.controller.Platform;
import dev.ballast.model.rollout.Hook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How one rollout stands, and what makes that so: takes events one at a time, stores the next
 * state, then acts, and hears the answers to what it asked. What could not be stored or done is
 * made true again from the stored state, as after a crash; only what lowers the risk is done
 * unstored. Thread-safe.
 */
final class Course {

  private static final Logger log = LoggerFactory.getLogger(Course.class);

  private final Means means;
  private final RolloutStore store;
  private final Diary diary;
  private final Jury jury;
  private final Asker asker;
  private final Speech speech;
  private volatile Ties ties;
  private volatile Rollout rollout;
  private volatile String trouble = "";
  private volatile boolean untrue = true;
  private boolean fresh = true;
  private CanaryMachine machine;
  private boolean unsaved;
  private boolean closed;
  private long asked;

  Course(Means means, RolloutStore store, Diary diary, Budget budget, Rollout rollout) {
    this.means = means;
    this.store = store;
    this.diary = diary;
    this.rollout = rollout;
    jury = new Jury(means, diary);
    asker = new Asker(means, budget, jury, this::hear);
    speech = new Speech(diary, asker);
    ties = Ties.of(means, rollout);
    machine = new CanaryMachine(rollout.paced());
  }

  Rollout rollout() {
    return rollout;
  }

  /** What keeps it from going on, for people; empty when nothing does. */
  String trouble() {
    return trouble;
  }

  void trouble(String what) {
    trouble = what;
  }

  /** Whether what is stored has to be made true again. */
  boolean isUntrue() {
    return untrue;
  }

  /** What runs now. */
  Platform.Sight observe() {
    return ties.platform().observe(rollout.state());
  }

  /** After a start, or after something failed: makes the stored state true. */
  synchronized boolean restored() {
    if (closed) {
      return false;
    }
    if (unsaved && !stored(rollout, true)) {
      return true;
    }
    if (untrue) {
      untrue = false;
      CanaryState state = started();
      act(
          state.equals(CanaryState.begin(state.changed()))
              ? machine.begin(state.changed()).effects()
              : machine.resume(state),
          () -> {});
      if (!untrue) {
        trouble = "";
      }
    }
    return !untrue;
  }

  /**
   * As it was kept. What a version had when the server went down it is given again, which is said;
   * the time until now was watched by nobody.
   */
  private CanaryState started() {
    Optional<Instant> last = store.lastAlive(rollout.name());
    if (fresh && last.isPresent() && rollout.state().phase().isUnderWay()) {
      Instant now = means.clock().instant();
      rollout = rollout.withState(rollout.state().unwatchedUntil(now));
      if (rollout.meetsRequests()) {
        diary.resumed(rollout, last.get(), last.get().plus(ties.lease()));
      }
    }
    fresh = false;
    return rollout.state();
  }

  /**
   * Renews the canary's lease; a mesh that forgot what was promoted, or was changed, is put right.
   */
  synchronized void reassert() {
    CanaryState state = rollout.state();
    if (!closed && !state.promoted().isEmpty() && state.phase() != Phase.TERMINATED) {
      ties.platform().perform(new SetRoutes(state.weight(), state.mirrored()), state);
    }
  }

  /** The pace was worked out without the lock; when something happened meanwhile it is not used. */
  synchronized void begin(CanaryState seen, Pace pace, Tick tick) {
    if (rollout.state().equals(seen)) {
      rollout = rollout.starting(pace, tick.at());
      machine = new CanaryMachine(rollout.paced());
      feed(tick);
    }
  }

  /** As {@link #begin}, for the rollout under way: only what is ahead changes. */
  synchronized void tighten(CanaryState seen, Pace pace, Tick tick) {
    if (rollout.state().equals(seen)) {
      boolean news = !pace.strategy().equals(rollout.pace().strategy());
      rollout = rollout.withPace(pace);
      machine = new CanaryMachine(rollout.paced());
      if (news) {
        diary.tightened(rollout);
      }
      feed(tick);
    }
  }

  /** The weight stays, and it is known who wants that. */
  synchronized void pause(String actor) {
    Instant now = means.clock().instant();
    rollout = rollout.withPause(new Rollout.Pause(actor, now));
    feed(new Commanded(now, Command.PAUSE, actor));
  }

  /** A mesh that does not answer, or a full disk, does not keep a bad canary from being found. */
  synchronized void judgeAnyway() {
    machine.judgeMeanwhile(rollout.state()).ifPresent(this::ask);
  }

  /**
   * The resource is edited. A rollout under way keeps its stages; hooks, metrics and times are the
   * new ones, and a question that is open is asked anew at the next check.
   */
  synchronized void edit(Application application) {
    Rollout edited = rollout.withApplication(application);
    if (edited.state().question() instanceof Question.Open) {
      edited = edited.withState(Rollout.unasked(edited.state()));
      asked++;
    }
    store.save(edited);
    rollout = edited;
    machine = new CanaryMachine(edited.paced());
    ties.presence().end();
    ties = Ties.of(means, edited);
  }

  /** Whether it is on its way out. */
  boolean isLeaving() {
    Phase phase = rollout.state().phase();
    return phase == Phase.TERMINATING || phase == Phase.TERMINATED;
  }

  /** Nobody needs to know of it any more. */
  void absent() {
    ties.presence().end();
  }

  /** Removes what is kept of it once it is gone; nothing happens here any more afterwards. */
  synchronized boolean retire() {
    if (!isLeaving() || untrue) {
      return false;
    }
    closed = true;
    store.delete(rollout.name());
    return true;
  }

  /**
   * A person opens a gate for this version: it is recorded and stored, and answers the question
   * about it that may be open.
   *
   * @param revision that it is opened for
   * @throws Rollouts.RefusedException when another one has come meanwhile
   */
  synchronized void approve(Hook hook, String revision, String actor) {
    CanaryState state = rollout.state();
    if (!state.applied().equals(revision)) {
      throw new Rollouts.RefusedException(
          "approve: %s (expected: %s, which waits now)".formatted(revision, state.applied()));
    }
    Instant now = means.clock().instant();
    var approval =
        new GateKeeping.Approval(
            hook.type(), hook.name(), state.applied(), state.weight(), actor, now);
    diary.approved(rollout, hook, actor);
    Rollout open = rollout.withGates(rollout.gates().with(approval));
    store.save(open);
    rollout = open;
    if (open.asked().filter(hook::equals).isPresent()) {
      asked++;
      feed(new Answered(now, true));
    }
  }

  /** Takes an event. */
  synchronized void feed(CanaryEvent event) {
    if (!closed) {
      take(machine.step(rollout.state(), event));
    }
  }

  /** Store, then act. */
  private void take(Step step) {
    Rollout before = rollout;
    Rollout after = before.withState(step.state());
    boolean changed = !after.state().equals(before.state());
    boolean lowers = lowersRisk(before.state(), after.state());
    if (changed && !stored(after, lowers)) {
      if (!lowers) {
        untrue = true;
        judgeAnyway();
        return;
      }
      unsaved = true;
    }
    rollout = after;
    if (changed) {
      jury.weightIs(after.state(), means.clock().instant());
    }
    act(step.effects(), () -> tell(before, after));
    ties.presence().keep(rollout.state());
  }

  private void tell(Rollout before, Rollout after) {
    if (!after.state().equals(before.state())) {
      diary.changed(before, after);
    }
  }

  private static boolean lowersRisk(CanaryState before, CanaryState after) {
    return after.phase() == Phase.FAILED
        || after.phase() == Phase.TERMINATING
        || after.weight() < before.weight();
  }

  private boolean stored(Rollout after, boolean lowers) {
    try {
      if (lowers) {
        store.saveLowering(after);
      } else {
        store.save(after);
      }
      unsaved = false;
      return true;
    } catch (RuntimeException e) {
      String before = trouble;
      trouble = "not stored: " + e.getMessage();
      if (!before.equals(trouble)) {
        log.atError()
            .setCause(e)
            .addKeyValue("event", "rollout.unstored")
            .addKeyValue("rollout", after.name())
            .log("a step was not stored; it is taken only if it lowers the risk, and tried again");
      }
      return false;
    }
  }

  /** Deeds first; then what changed is told, then what is said of it, then questions are asked. */
  private void act(List<CanaryEffect> effects, Runnable told) {
    List<CanaryEffect.Say> words = new ArrayList<>();
    List<CanaryEffect> questions = new ArrayList<>();
    for (CanaryEffect effect : effects) {
      switch (effect) {
        case Deed deed -> perform(deed);
        case CanaryEffect.Say say -> words.add(say);
        case CanaryEffect.Call _, CanaryEffect.Measure _, Judge _ -> questions.add(effect);
      }
    }
    told.run();
    words.forEach(say -> speech.say(rollout, say));
    if (!untrue) {
      questions.forEach(this::ask);
    }
  }

  private void perform(Deed deed) {
    try {
      ties.platform().perform(deed, rollout.state());
    } catch (ActuatorException e) {
      boolean nothingLeft = isLeaving() && e.kind() == ActuatorException.Kind.NOT_FOUND;
      untrue |= !nothingLeft;
      trouble = String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      untrue = true;
      trouble = "not done: " + e.getMessage();
      log.atError()
          .setCause(e)
          .addKeyValue("event", "rollout.undone")
          .addKeyValue("rollout", rollout.name())
          .log("an effect failed in an unforeseen way; it is tried again");
    }
  }

  /** Judges are asked beside open questions, so only hooks and metrics have a number. */
  private void ask(CanaryEffect question) {
    long number = question instanceof Judge ? asked : ++asked;
    Rollout now = rollout;
    means.asking().execute(() -> asker.ask(now, question, number));
  }

  /** An answer; one to a question that is not open any more is dropped. */
  private synchronized void hear(long number, Asker.Answer answer) {
    Instant now = means.clock().instant();
    switch (answer) {
      case Asker.Answer.Yes(Hook hook, boolean yes, String why) -> {
        if (number == asked && rollout.state().question() instanceof Question.Open) {
          rollout = BudgetHooks.isBudget(hook) && !why.isEmpty() ? rollout.withGate(why) : rollout;
          speech.answer(rollout, hook, yes ? "" : why);
          feed(new Answered(now, yes, why));
          keep(hook, yes, why);
        }
      }
      case Asker.Answer.Value(double value) -> {
        if (number == asked) {
          feed(new Measured(now, value));
        }
      }
      case Asker.Answer.Ruling ruling -> {
        if (ruling.started().equals(rollout.started())) {
          heard(ruling, now);
        }
      }
    }
  }

  /** Notes which gate it waits for. */
  private void keep(Hook hook, boolean yes, String why) {
    GateKeeping gates = rollout.gates();
    if (yes) {
      rollout = rollout.withGates(gates.opened(hook));
    } else if (GateKeeping.isGate(hook)) {
      rollout = rollout.withGates(gates.halted(hook, why));
    }
  }

  private void heard(Asker.Answer.Ruling ruling, Instant now) {
    Heard heard = Heard.of(ruling.verdict(), now);
    boolean news = rollout.heard().map(last -> !last.name().equals(heard.name())).orElse(true);
    rollout = rollout.hearing(heard, ruling.seen());
    feed(new Judged(now, ruling.verdict()));
    if (news) {
      diary.judged(rollout, heard);
    }
  }
}
