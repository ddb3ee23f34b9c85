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
import dev.ballast.control.rollout.CanaryEvent.Deleted;
import dev.ballast.control.rollout.CanaryEvent.Judged;
import dev.ballast.control.rollout.CanaryEvent.Measured;
import dev.ballast.control.rollout.CanaryEvent.Tick;
import dev.ballast.control.rollout.CanaryMachine;
import dev.ballast.control.rollout.CanaryMachine.Step;
import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Observed;
import dev.ballast.control.rollout.Phase;
import dev.ballast.control.rollout.Question;
import dev.ballast.control.rollout.controller.Pace;
import dev.ballast.control.rollout.controller.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one canary: asks the machine for the next state, stores it, then makes it true. Whatever
 * blocks is asked elsewhere and answers later, so an abort never waits for a hook. What could not
 * be stored or done is tried again at the next wake, from the stored state, as after a crash; only
 * what lowers the risk is done unstored.
 *
 * <p>Thread-safe: events are taken one at a time; {@link #wake} skips a turn while one is under
 * way.
 */
final class Driver {

  private static final Logger log = LoggerFactory.getLogger(Driver.class);
  private static final Duration LEAST_LEASE = Duration.ofSeconds(30);
  private static final Duration CALM = Duration.ofSeconds(10);
  private static final Duration PREPARED = Duration.ofMinutes(1);

  private final Means means;
  private final RolloutStore store;
  private final Diary diary;
  private final Budget budget;
  private final Jury jury;
  private final Asker asker;
  private final Speech speech;
  private final AtomicBoolean waking = new AtomicBoolean();
  private volatile Platform platform;
  private volatile Presence presence;
  private volatile Rollout rollout;
  private volatile String trouble = "";
  private volatile Instant next = Instant.MIN;
  private volatile boolean untrue = true;
  private CanaryMachine machine;
  private Instant prepared = Instant.MIN;
  private boolean unsaved;
  private boolean closed;
  private long asked;

  Driver(Means means, RolloutStore store, Diary diary, Rollout rollout) {
    this.means = means;
    this.store = store;
    this.diary = diary;
    this.rollout = rollout;
    budget = new Budget(means, diary);
    jury = new Jury(means, diary);
    asker = new Asker(means, diary, budget, jury, this::hear);
    speech = new Speech(diary, asker);
    platform = platform(rollout);
    presence = presence(rollout);
    machine = new CanaryMachine(rollout.paced());
  }

  private Platform platform(Rollout of) {
    return means.platforms().of(of.canary(), lease(of));
  }

  private Presence presence(Rollout of) {
    return new Presence(means.ledger().interlocks(), means.clock(), of, lease(of));
  }

  private static Duration lease(Rollout rollout) {
    Duration three = rollout.canary().analysis().interval().multipliedBy(3);
    return three.compareTo(LEAST_LEASE) < 0 ? LEAST_LEASE : three;
  }

  Rollout rollout() {
    return rollout;
  }

  /** What keeps it from going on, for people; empty when nothing does. */
  String trouble() {
    return trouble;
  }

  /** When the next check is due. */
  Instant next() {
    return next;
  }

  boolean isDue(Instant now) {
    return untrue || !now.isBefore(next);
  }

  /** Looks whether a check is due, or something has to be made true; call it about each second. */
  void wake(Instant now) {
    if (!waking.compareAndSet(false, true)) {
      return;
    }
    try {
      if (restored() && !now.isBefore(next)) {
        next = now.plus(interval());
        check();
      }
    } catch (ActuatorException e) {
      trouble = String.valueOf(e.getMessage());
      judgeAnyway();
    } catch (RuntimeException e) {
      trouble = "a check failed: " + e.getMessage();
      log.atError()
          .setCause(e)
          .addKeyValue("event", "rollout.check_failed")
          .addKeyValue("rollout", rollout.name())
          .log("a check failed; the next one is tried as planned");
    } finally {
      waking.set(false);
    }
  }

  private Duration interval() {
    Duration interval = rollout.paced().analysis().interval();
    boolean calm = !rollout.state().phase().isUnderWay();
    return calm && interval.compareTo(CALM) > 0 ? CALM : interval;
  }

  private void check() {
    reassert();
    CanaryState state = rollout.state();
    Platform.Sight sight = platform.observe(state);
    Observed seen = sight.seen();
    trouble = sight.caution();
    Tick tick = new Tick(means.clock().instant(), seen);
    if (isToBePrepared(state, seen)) {
      prepared = tick.at();
      begin(state, budget.pace(rollout), tick);
    } else {
      feed(tick);
    }
  }

  /**
   * Renews the canary's lease; a mesh that forgot what was promoted, or was changed, is put right.
   */
  private synchronized void reassert() {
    CanaryState state = rollout.state();
    if (!closed && !state.promoted().isEmpty() && state.phase() != Phase.TERMINATED) {
      platform.perform(new SetRoutes(state.weight(), state.mirrored()), state);
    }
  }

  /** Whether the machine is about to take up a revision whose pace is not known. */
  private boolean isToBePrepared(CanaryState state, Observed seen) {
    boolean free =
        state.question() instanceof Question.None
            && !state.promoted().isEmpty()
            && state.phase() != Phase.PROMOTING
            && state.phase() != Phase.FINALISING
            && !rollout.canary().suspended()
            && seen.primaryReady();
    if (free && !seen.revision().equals(state.applied())) {
      return true;
    }
    boolean again = !means.clock().instant().isBefore(prepared.plus(PREPARED));
    return free && state.phase() == Phase.WAITING && again && budget.isOutdated(rollout);
  }

  /** The pace was worked out without the lock; when something happened meanwhile it is not used. */
  private synchronized void begin(CanaryState seen, Pace pace, Tick tick) {
    if (rollout.state().equals(seen)) {
      rollout = rollout.starting(pace, tick.at());
      machine = new CanaryMachine(rollout.paced());
      feed(tick);
    }
  }

  /** A mesh that does not answer, or a full disk, does not keep a bad canary from being found. */
  private synchronized void judgeAnyway() {
    machine.judgeMeanwhile(rollout.state()).ifPresent(this::ask);
  }

  /**
   * A person decides. What lowers the risk is done first and written down then; what raises it
   * needs a version that is ready, and a record.
   *
   * @throws Rollouts.RefusedException when no rollout is under way, or nothing could take the
   *     traffic
   */
  void command(Command command, String actor) {
    String word = command.name().toLowerCase(java.util.Locale.ROOT);
    CanaryState now = rollout.state();
    if (!now.phase().isUnderWay()) {
      throw new Rollouts.RefusedException(
          "%s: %s is %s, so there is nothing to decide (expected: a rollout under way)"
              .formatted(word, rollout.name(), now.phase().word()));
    }
    switch (command) {
      case ABORT, PAUSE -> {
        feed(new Commanded(means.clock().instant(), command));
        diary.commanded(rollout, word, actor);
      }
      case PROMOTE -> {
        refuseUnready();
        diary.record(rollout, word, actor);
        feed(new Commanded(means.clock().instant(), command));
      }
      case RESUME -> {
        diary.record(rollout, word, actor);
        feed(new Commanded(means.clock().instant(), command));
      }
    }
  }

  private void refuseUnready() {
    CanaryState state = rollout.state();
    if (state.phase().isUnderWay() && !platform.observe(state).seen().canaryReady()) {
      throw new Rollouts.RefusedException(
          "promote: %s is not ready (expected: a usable endpoint in every mesh). Fix: look at its processes, or abort"
              .formatted(state.applied()));
    }
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
    platform = platform(edited);
    presence.end();
    presence = presence(edited);
  }

  /** The canary is let go; traffic goes back to its primary. */
  void delete() {
    feed(new Deleted(means.clock().instant()));
    presence.end();
  }

  /** Whether it is on its way out. */
  boolean isLeaving() {
    Phase phase = rollout.state().phase();
    return phase == Phase.TERMINATING || phase == Phase.TERMINATED;
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

  private synchronized void feed(CanaryEvent event) {
    if (!closed) {
      take(machine.step(rollout.state(), event));
    }
  }

  /** Store, then act. */
  private void take(Step step) {
    Rollout before = rollout;
    Rollout after = before.withState(step.state());
    boolean changed = !after.state().equals(before.state());
    if (changed && !stored(after)) {
      if (!lowersRisk(before.state(), after.state())) {
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
    presence.keep(rollout.state());
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

  private boolean stored(Rollout after) {
    try {
      store.save(after);
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
      platform.perform(deed, rollout.state());
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
      case Asker.Answer.Yes(boolean yes, String gate) -> {
        if (number == asked && rollout.state().question() instanceof Question.Open) {
          rollout = rollout.withGate(gate.isEmpty() ? rollout.gate() : gate);
          feed(new Answered(now, yes));
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

  private void heard(Asker.Answer.Ruling ruling, Instant now) {
    Heard heard = Heard.of(ruling.verdict(), now);
    boolean news = rollout.heard().map(last -> !last.name().equals(heard.name())).orElse(true);
    rollout = rollout.hearing(heard, ruling.seen());
    feed(new Judged(now, ruling.verdict()));
    if (news) {
      diary.judged(rollout, heard);
    }
  }

  /** After a start, or after something failed: makes the stored state true. */
  private synchronized boolean restored() {
    if (closed) {
      return false;
    }
    if (unsaved && !stored(rollout)) {
      return true;
    }
    if (untrue) {
      untrue = false;
      CanaryState state = rollout.state();
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
}
