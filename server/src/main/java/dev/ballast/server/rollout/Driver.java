// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.rollout.CanaryEvent.Command;
import dev.ballast.control.rollout.CanaryEvent.Commanded;
import dev.ballast.control.rollout.CanaryEvent.Deleted;
import dev.ballast.control.rollout.CanaryEvent.Tick;
import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Observed;
import dev.ballast.control.rollout.Phase;
import dev.ballast.control.rollout.Question;
import dev.ballast.control.rollout.controller.Platform;
import dev.ballast.model.rollout.Hook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one canary: looks in its interval what is there and has its {@link Course} take that up, and
 * brings it what people decide. Whatever blocks is asked elsewhere and answers later, so an abort
 * never waits for a hook.
 *
 * <p>Thread-safe: {@link #wake} skips a turn while one is under way.
 */
final class Driver {

  private static final Logger log = LoggerFactory.getLogger(Driver.class);
  private static final Duration CALM = Duration.ofSeconds(10);
  private static final Duration PREPARED = Duration.ofMinutes(1);

  private final Means means;
  private final Diary diary;
  private final Budget budget;
  private final Course course;
  private final AtomicBoolean waking = new AtomicBoolean();
  private volatile Instant next = Instant.MIN;
  private Instant prepared = Instant.MIN;

  Driver(Means means, RolloutStore store, Diary diary, Rollout rollout) {
    this.means = means;
    this.diary = diary;
    budget = new Budget(means, diary);
    course = new Course(means, store, diary, budget, rollout);
  }

  Rollout rollout() {
    return course.rollout();
  }

  String trouble() {
    return course.trouble();
  }

  /** When the next check is due. */
  Instant next() {
    return next;
  }

  boolean isDue(Instant now) {
    return course.isUntrue() || !now.isBefore(next);
  }

  /** Looks whether a check is due, or something has to be made true; call it about each second. */
  void wake(Instant now) {
    if (!waking.compareAndSet(false, true)) {
      return;
    }
    try {
      if (course.restored() && !now.isBefore(next)) {
        next = now.plus(interval());
        check();
      }
    } catch (ActuatorException e) {
      course.trouble(String.valueOf(e.getMessage()));
      course.judgeAnyway();
    } catch (RuntimeException e) {
      course.trouble("a check failed: " + e.getMessage());
      log.atError()
          .setCause(e)
          .addKeyValue("event", "rollout.check_failed")
          .addKeyValue("rollout", rollout().name())
          .log("a check failed; the next one is tried as planned");
    } finally {
      waking.set(false);
    }
  }

  private Duration interval() {
    Duration interval = rollout().paced().analysis().interval();
    boolean calm = !rollout().state().phase().isUnderWay();
    return calm && interval.compareTo(CALM) > 0 ? CALM : interval;
  }

  private void check() {
    course.reassert();
    CanaryState state = rollout().state();
    Platform.Sight sight = course.observe();
    Observed seen = sight.seen();
    course.trouble(sight.caution());
    Tick tick = new Tick(means.clock().instant(), seen);
    if (isToBePrepared(state, seen)) {
      prepared = tick.at();
      course.begin(state, budget.pace(rollout()), tick);
    } else if (isToBeTightened(state)) {
      prepared = tick.at();
      course.tighten(state, budget.tightened(rollout()), tick);
    } else {
      course.feed(tick);
    }
  }

  /** Whether the machine is about to take up a revision whose pace is not known. */
  private boolean isToBePrepared(CanaryState state, Observed seen) {
    boolean free =
        state.question() instanceof Question.None
            && !state.promoted().isEmpty()
            && state.phase() != Phase.PROMOTING
            && state.phase() != Phase.FINALISING
            && !rollout().canary().suspended()
            && seen.primaryReady();
    if (free && !seen.revision().equals(state.applied())) {
      return true;
    }
    boolean waits = free && state.phase() == Phase.WAITING;
    return waits
        && (budget.isTooLoose(rollout()) || (isDueAgain() && budget.isOutdated(rollout())));
  }

  /**
   * Whether the budget asks for more care than a rollout under way takes, or what could not be
   * afforded may be affordable by now.
   */
  private boolean isToBeTightened(CanaryState state) {
    return state.phase().isAnalysed()
        && !rollout().canary().suspended()
        && (budget.isTooLoose(rollout()) || (isDueAgain() && !rollout().pace().affordable()));
  }

  /** Pricing takes its time, so not at every check. */
  private boolean isDueAgain() {
    return !means.clock().instant().isBefore(prepared.plus(PREPARED));
  }

  /**
   * A person decides. What lowers the risk is done first and written down then; what raises it
   * needs a version that is ready, and a record. What is so already is not done again.
   *
   * @return why nothing was done; empty when something was
   * @throws Rollouts.RefusedException when no rollout is under way, or nothing could take the
   *     traffic
   */
  String command(Command command, String actor) {
    String word = command.name().toLowerCase(Locale.ROOT);
    CanaryState now = rollout().state();
    if (!now.phase().isUnderWay()) {
      throw new Rollouts.RefusedException(
          "%s: %s is %s, so there is nothing to decide (expected: a rollout under way)"
              .formatted(word, rollout().name(), now.phase().word()));
    }
    switch (command) {
      case PAUSE -> {
        if (now.paused()) {
          return "it was paused already" + rollout().pause().map(p -> ", " + p.words()).orElse("");
        }
        course.pause(actor);
        diary.commanded(rollout(), word, actor);
      }
      case ABORT -> {
        course.feed(new Commanded(means.clock().instant(), command, actor));
        diary.commanded(rollout(), word, actor);
      }
      case PROMOTE -> {
        refuseUnready();
        diary.record(rollout(), word, actor);
        course.feed(new Commanded(means.clock().instant(), command, actor));
      }
      case RESUME -> {
        if (!now.paused()) {
          return "it was not paused";
        }
        diary.record(rollout(), word, actor);
        course.feed(new Commanded(means.clock().instant(), command, actor));
      }
    }
    return "";
  }

  private void refuseUnready() {
    CanaryState state = rollout().state();
    if (state.phase().isUnderWay() && !course.observe().seen().canaryReady()) {
      throw new Rollouts.RefusedException(
          "promote: %s is not ready (expected: a usable endpoint in every mesh). Fix: look at its processes, or abort"
              .formatted(state.applied()));
    }
  }

  /**
   * A person opens one gate, for this version and this time. Raising risk needs a fresh state: only
   * a gate that is waited for can be opened, and one that rolls back while there is something to
   * roll back.
   *
   * @param gate the hook's name; empty for the only one that is waited for
   * @param revision that it is opened for; empty for the one that waits
   * @throws Rollouts.RefusedException when that gate is not waited for
   */
  void approve(String gate, String revision, String actor) {
    Rollout now = rollout();
    course.approve(
        waiting(now, gate), revision.isEmpty() ? now.state().applied() : revision, actor);
    next = Instant.MIN;
  }

  private static Hook waiting(Rollout now, String gate) {
    List<Hook> hooks = now.paced().analysis().hooks();
    List<Hook> open =
        hooks.stream()
            .filter(
                hook ->
                    now.halt()
                        .filter(h -> h.type() == hook.type() && h.hook().equals(hook.name()))
                        .isPresent())
            .toList();
    boolean analysed =
        now.state().phase() == Phase.PROGRESSING || now.state().phase() == Phase.WAITING_PROMOTION;
    return open.stream()
        .filter(hook -> gate.isEmpty() || hook.name().equals(gate))
        .findFirst()
        .or(
            () ->
                hooks.stream()
                    .filter(hook -> analysed && hook.type() == Hook.Type.ROLLBACK)
                    .filter(hook -> hook.name().equals(gate))
                    .findFirst())
        .orElseThrow(
            () ->
                new Rollouts.RefusedException(
                    "approve: %s (expected: a gate that %s waits for; %s)"
                        .formatted(
                            gate.isEmpty() ? "no gate" : gate,
                            now.name(),
                            open.isEmpty()
                                ? "it waits for none"
                                : "now " + open.getFirst().name())));
  }

  /** The resource is edited. */
  void edit(Application application) {
    course.edit(application);
  }

  /** The canary is let go; traffic goes back to its primary. */
  void delete() {
    course.feed(new Deleted(means.clock().instant()));
    course.absent();
  }

  boolean isLeaving() {
    return course.isLeaving();
  }

  boolean retire() {
    return course.retire();
  }
}
