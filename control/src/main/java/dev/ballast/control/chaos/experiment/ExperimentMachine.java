// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

import dev.ballast.control.chaos.experiment.Sight.Moment;
import dev.ballast.model.experiment.Activity;
import dev.ballast.model.experiment.Experiment;
import dev.ballast.model.experiment.HypothesisStrategy;
import dev.ballast.model.experiment.Provider;
import dev.ballast.model.experiment.RollbackStrategy;
import dev.ballast.model.experiment.Setting;
import dev.ballast.model.rollout.Tree;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The course of one experiment: values that have to be asked for, the steady state, the method, the
 * steady state again, the rollbacks. It does nothing itself: it is told what happens and says what
 * is to be done. Owned by whoever drives it; not thread-safe.
 */
public final class ExperimentMachine {

  private enum Phase {
    READY,
    ASKING,
    BEFORE,
    METHOD,
    AFTER,
    ROLLBACKS,
    DONE
  }

  private final Experiment experiment;
  private final boolean dry;
  private final Tickets tickets;
  private final SteadyLook look;
  private final Course course = new Course();
  private Phase phase = Phase.READY;
  private int chains;

  /**
   * @param json reads a text as JSON
   */
  public ExperimentMachine(
      Experiment experiment, Values values, boolean dry, Function<String, Optional<Tree>> json) {
    this.experiment = experiment;
    this.dry = dry;
    this.tickets = new Tickets(values, dry);
    this.look = new SteadyLook(experiment.steadyState(), dry, tickets, json);
  }

  /** Takes one thing that happened; answers what is to be done now, in that order. */
  public List<Effect> on(Happening happening) {
    tickets.at(happening.at());
    switch (happening) {
      case Happening.Begun _ -> begin();
      case Happening.Answered answered -> tickets.answered(answered);
      case Happening.Waited waited -> tickets.waited(waited);
      case Happening.Stopped stopped -> stop(stopped);
    }
    return tickets.effects();
  }

  public boolean isDone() {
    return phase == Phase.DONE;
  }

  /** What happened so far. */
  public Course course() {
    return course;
  }

  /** Values of the configuration, with those that were asked for. */
  public Values values() {
    return tickets.values();
  }

  private void begin() {
    course.start = tickets.now();
    phase = Phase.ASKING;
    Deque<Map.Entry<String, Setting.Asked>> questions = new ArrayDeque<>();
    experiment
        .configuration()
        .forEach(
            (name, setting) -> {
              if (setting instanceof Setting.Asked asked) {
                questions.add(Map.entry(name, asked));
              }
            });
    ask(questions);
  }

  private void ask(Deque<Map.Entry<String, Setting.Asked>> questions) {
    var next = questions.poll();
    if (next == null) {
      before();
      return;
    }
    Activity probe = next.getValue().probe();
    tickets.run(
        probe,
        false,
        answer -> {
          Tree value = told(probe.provider(), answer);
          if (answer.status() == Answer.Status.SUCCEEDED || dry) {
            tickets.learn(tickets.values().with(next.getKey(), value));
            ask(questions);
          } else {
            course.fail(
                "the value of "
                    + next.getKey()
                    + " is not known: "
                    + tickets.values().mask(answer.exception()));
            rollbacks();
          }
        });
  }

  /** Of a process what it printed, of a request the body. */
  private static Tree told(Provider provider, Answer answer) {
    String key =
        switch (provider) {
          case Provider.Program _ -> "stdout";
          case Provider.Http _ -> "body";
          case Provider.Python _, Provider.Fault _, Provider.HeldDay _, Provider.Unsupported _ ->
              "";
        };
    Tree value =
        answer.output() instanceof Tree.Fields(var entries) && entries.containsKey(key)
            ? Objects.requireNonNull(entries.get(key))
            : answer.output();
    return value instanceof Tree.Text(String text) ? new Tree.Text(text.strip()) : value;
  }

  private HypothesisStrategy strategy() {
    return experiment.hypothesisStrategy();
  }

  private void before() {
    if (!strategy().before() || !experiment.steadyState().isClaimed()) {
      method();
      return;
    }
    phase = Phase.BEFORE;
    look.look(
        Moment.BEFORE,
        sight -> {
          course.before = Optional.of(sight);
          if (sight.met()) {
            method();
          } else {
            course.gateClosed = true;
            rollbacks();
          }
        });
  }

  private void method() {
    phase = Phase.METHOD;
    course.methodBegun = true;
    if (strategy().during() && experiment.steadyState().isClaimed()) {
      lookDuring();
    }
    next(0);
  }

  private void lookDuring() {
    look.look(
        Moment.DURING,
        sight -> {
          course.during.add(sight);
          if (phase != Phase.METHOD) {
            return;
          }
          if (!sight.met()) {
            course.deviated = true;
            abandon();
            rollbacks();
          } else if (chains == 0 && course.methodThrough) {
            after();
          } else if (!dry) {
            tickets.pause(experiment.frequency(), this::lookDuring);
          }
        });
  }

  private void next(int index) {
    int at = index;
    while (phase == Phase.METHOD && at < experiment.method().size()) {
      Activity activity = experiment.method().get(at);
      chains++;
      int following = at + 1;
      if (activity.background()) {
        chain(activity, course.run, this::methodEnd);
        at = following;
      } else {
        chain(
            activity,
            course.run,
            () -> {
              next(following);
              methodEnd();
            });
        return;
      }
    }
    if (phase == Phase.METHOD && at >= experiment.method().size()) {
      course.methodThrough = true;
      if (experiment.method().isEmpty() || chains == 0) {
        methodEndedWhenQuiet();
      }
    }
  }

  private void methodEnd() {
    chains--;
    methodEndedWhenQuiet();
  }

  /** After the last activity, those in the background, and the look that is under way. */
  private void methodEndedWhenQuiet() {
    if (phase == Phase.METHOD && course.methodThrough && chains == 0 && !look.isLooking()) {
      after();
    }
  }

  private void chain(Activity activity, List<Entry> record, Runnable then) {
    tickets.pause(
        activity.before(),
        () -> {
          Instant start = tickets.now();
          tickets.run(
              activity,
              true,
              answer -> {
                record.add(new Entry(activity, answer, start, tickets.now(), Entry.Judgement.NONE));
                tickets.pause(activity.after(), then);
              });
        });
  }

  private void after() {
    phase = Phase.AFTER;
    tickets.forgetPauses();
    if (!strategy().after() || !experiment.steadyState().isClaimed()) {
      rollbacks();
      return;
    }
    look.look(
        Moment.AFTER,
        sight -> {
          course.after = Optional.of(sight);
          course.deviated |= !sight.met();
          rollbacks();
        });
  }

  private void rollbacks() {
    phase = Phase.ROLLBACKS;
    tickets.add(new Effect.Release());
    if (experiment.rollbackStrategy() == RollbackStrategy.NEVER
        || (experiment.rollbackStrategy() == RollbackStrategy.DEFAULT && !course.methodBegun)
        || (experiment.rollbackStrategy() == RollbackStrategy.DEVIATED && !course.deviated)) {
      finish();
    } else {
      rollback(0);
    }
  }

  private void rollback(int index) {
    if (index == experiment.rollbacks().size()) {
      finish();
    } else {
      chain(experiment.rollbacks().get(index), course.rollbacks, () -> rollback(index + 1));
    }
  }

  private void finish() {
    phase = Phase.DONE;
    course.end = tickets.now();
    course.settle(experiment, dry);
    tickets.add(new Effect.Finish());
  }

  private void stop(Happening.Stopped stopped) {
    if (phase == Phase.ROLLBACKS || phase == Phase.DONE) {
      return;
    }
    course.stopped = Optional.of(stopped);
    abandon();
    rollbacks();
  }

  /** Ends what is under way and writes down what is cut off. */
  private void abandon() {
    course.run.addAll(tickets.abandon());
  }
}
