// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.rollout.CanaryEffect;
import dev.ballast.control.rollout.CanaryEffect.Deed;
import dev.ballast.control.rollout.CanaryEvent;
import dev.ballast.control.rollout.CanaryEvent.Answered;
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
import dev.ballast.control.rollout.controller.VersionWeights;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one canary: asks the machine for the next state, stores it, then makes it true. Whatever
 * blocks is asked elsewhere and answers later, so an abort never waits for a hook. What could not
 * be stored or done is tried again at the next wake, from the stored state, as after a crash.
 *
 * <p>Thread-safe: events are taken one at a time; {@link #wake} skips a turn while one is under
 * way.
 */
final class Driver {

  private static final Logger log = LoggerFactory.getLogger(Driver.class);
  private static final Duration LEAST_LEASE = Duration.ofSeconds(30);
  private static final Duration CALM = Duration.ofSeconds(10);

  private final Means means;
  private final RolloutStore store;
  private final Diary diary;
  private final Platform platform;
  private final Budget budget;
  private final Jury jury;
  private final Asker asker;
  private final Presence presence;
  private final AtomicBoolean waking = new AtomicBoolean();
  private volatile Rollout rollout;
  private volatile String trouble = "";
  private volatile Instant next = Instant.MIN;
  private CanaryMachine machine;
  private volatile boolean untrue;
  private long asked;
  private final Set<String> spoken = new HashSet<>();
  private String spokenAt = "";

  Driver(Means means, RolloutStore store, Diary diary, Rollout rollout) {
    this.means = means;
    this.store = store;
    this.diary = diary;
    this.rollout = rollout;
    platform = means.platforms().of(rollout.canary(), lease(rollout));
    machine = machine(rollout);
    budget = new Budget(means, diary);
    jury = new Jury(means);
    asker = new Asker(means, budget, jury, this::hear);
    presence = new Presence(means.ledger().interlocks(), means.clock(), rollout, lease(rollout));
    untrue = true;
  }

  private static Duration lease(Rollout rollout) {
    Duration three = rollout.canary().analysis().interval().multipliedBy(3);
    return three.compareTo(LEAST_LEASE) < 0 ? LEAST_LEASE : three;
  }

  private static CanaryMachine machine(Rollout rollout) {
    return new CanaryMachine(rollout.paced());
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
    CanaryState state = rollout.state();
    Observed seen = platform.observe(state);
    if (VersionWeights.isSplit(state)) {
      platform.perform(new CanaryEffect.SetRoutes(state.weight(), state.mirrored()), state);
    }
    trouble = "";
    boolean outdated = state.phase() == Phase.WAITING && budget.isOutdated(rollout);
    if (outdated || isNew(state, seen)) {
      prepare();
    }
    feed(new Tick(means.clock().instant(), seen));
  }

  /** A revision that is about to be rolled out. */
  private static boolean isNew(CanaryState state, Observed seen) {
    return !state.promoted().isEmpty() && !seen.revision().equals(state.applied());
  }

  /** Before a rollout: how it will go. Pricing takes a while, so it is not done under the lock. */
  private void prepare() {
    Pace pace = budget.pace(rollout);
    synchronized (this) {
      rollout = rollout.starting(pace, means.clock().instant());
      machine = machine(rollout);
    }
  }

  /** A person decides. */
  void command(CanaryEvent.Command command, String actor) {
    diary.commanded(rollout, command.name().toLowerCase(java.util.Locale.ROOT), actor);
    feed(new Commanded(means.clock().instant(), command));
  }

  /** The resource is edited; a rollout under way goes on by the new words. */
  synchronized void edit(Application application) {
    Rollout edited = rollout.withApplication(application);
    store.save(edited);
    rollout = edited;
    machine = machine(edited);
  }

  /** The canary is let go; traffic goes back to its primary. */
  void delete() {
    feed(new Deleted(means.clock().instant()));
    presence.end();
  }

  boolean isGone() {
    Phase phase = rollout.state().phase();
    return (phase == Phase.TERMINATING || phase == Phase.TERMINATED) && !untrue;
  }

  private synchronized void feed(CanaryEvent event) {
    take(machine.step(rollout.state(), event));
  }

  /** Store, then act. */
  private void take(Step step) {
    Rollout before = rollout;
    Rollout after = before.withState(step.state());
    if (!after.state().equals(before.state()) && !stored(after)) {
      return;
    }
    rollout = after;
    if (!after.state().equals(before.state())) {
      jury.weightIs(after.state(), means.clock().instant());
      diary.changed(before, after);
    }
    act(step.effects());
    presence.keep(rollout.state());
  }

  private boolean stored(Rollout after) {
    try {
      store.save(after);
      return true;
    } catch (RuntimeException e) {
      untrue = true;
      trouble = "not stored, so not done: " + e.getMessage();
      log.atError()
          .setCause(e)
          .addKeyValue("event", "rollout.unstored")
          .addKeyValue("rollout", after.name())
          .log("a step was not stored and so not taken; it is tried again");
      return false;
    }
  }

  private void act(List<CanaryEffect> effects) {
    List<CanaryEffect> questions = new ArrayList<>();
    for (CanaryEffect effect : effects) {
      switch (effect) {
        case Deed deed -> perform(deed);
        case CanaryEffect.Say say -> say(say);
        case CanaryEffect.Call _, CanaryEffect.Measure _, CanaryEffect.Judge _ ->
            questions.add(effect);
      }
    }
    if (!untrue) {
      questions.forEach(this::ask);
    }
  }

  /** Once for each standing: while a gate stays closed the same is not said at every check. */
  private void say(CanaryEffect.Say say) {
    CanaryState state = rollout.state();
    String standing = "%s %d %d".formatted(state.phase(), state.weight(), state.failedChecks());
    if (!standing.equals(spokenAt)) {
      spoken.clear();
      spokenAt = standing;
    }
    if (spoken.add(say.text())) {
      diary.said(rollout, say);
      asker.tell(rollout, say);
    }
  }

  private void perform(Deed deed) {
    try {
      platform.perform(deed, rollout.state());
    } catch (ActuatorException e) {
      untrue = true;
      trouble = String.valueOf(e.getMessage());
    }
  }

  private void ask(CanaryEffect question) {
    long number = ++asked;
    Rollout now = rollout;
    means.asking().execute(() -> asker.ask(now, question, number));
  }

  /** An answer; one to a question that is not open any more is dropped. */
  private synchronized void hear(long number, Asker.Answer answer) {
    Instant now = means.clock().instant();
    switch (answer) {
      case Asker.Answer.Yes(boolean yes, String why) -> {
        if (number == asked && rollout.state().question() instanceof Question.Open) {
          rollout = rollout.withGate(why.isEmpty() ? rollout.gate() : why);
          feed(new Answered(now, yes));
        }
      }
      case Asker.Answer.Value(double value) -> {
        if (number == asked) {
          feed(new Measured(now, value));
        }
      }
      case Asker.Answer.Ruling ruling -> {
        Heard heard = Heard.of(ruling.verdict(), now);
        boolean news = rollout.heard().map(last -> !last.name().equals(heard.name())).orElse(true);
        rollout = rollout.hearing(heard, ruling.seen());
        if (news) {
          diary.judged(rollout, heard);
        }
        feed(new Judged(now, ruling.verdict()));
      }
    }
  }

  /** After a start, or after something failed: makes the stored state true. */
  private synchronized boolean restored() {
    if (untrue) {
      untrue = false;
      CanaryState state = rollout.state();
      act(
          state.equals(CanaryState.begin(state.changed()))
              ? machine.begin(state.changed()).effects()
              : machine.resume(state));
      if (!untrue) {
        trouble = "";
      }
    }
    return !untrue;
  }
}
