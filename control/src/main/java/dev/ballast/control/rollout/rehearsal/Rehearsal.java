// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.rehearsal;

import dev.ballast.control.rollout.CanaryEffect;
import dev.ballast.control.rollout.CanaryEvent;
import dev.ballast.control.rollout.CanaryMachine;
import dev.ballast.control.rollout.CanaryMachine.Step;
import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Phase;
import dev.ballast.control.rollout.Question;
import dev.ballast.model.rollout.Canary;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Runs a canary from its first tick to the end of one rollout, on the production machine with a
 * clock of its own, and if wanted kills its controller on the way: then the state that was stored
 * is all that is left, and what it wanted done was not done.
 */
public final class Rehearsal {

  /** Whatever is not over by then hangs. */
  private static final int LONGEST = 2_000;

  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

  private final Canary canary;
  private final World world;
  private final CanaryMachine machine;
  private final Cluster cluster = new Cluster();
  private final Deque<CanaryEvent> answers = new ArrayDeque<>();
  private final List<Phase> phases = new ArrayList<>();
  private CanaryState state;
  private final int killAt;
  private int steps;
  private int tick;

  private Rehearsal(Canary canary, World world, int killAt) {
    this.canary = canary;
    this.world = world;
    this.killAt = killAt;
    machine = new CanaryMachine(canary);
    state = CanaryState.begin(START);
  }

  /**
   * How it went.
   *
   * @param phases one after another
   * @param weights the canary's, one after another
   * @param checks ticks until the end, with those of the initialization
   * @param steps of the machine, at each of which it can be killed
   * @param primary the revision that serves at the end
   * @param wrongs what must never happen and did
   */
  public record Outcome(
      Phase end,
      List<Phase> phases,
      List<Integer> weights,
      int checks,
      int steps,
      String primary,
      List<String> said,
      List<String> wrongs) {
    public Outcome {
      phases = List.copyOf(phases);
      weights = List.copyOf(weights);
      said = List.copyOf(said);
      wrongs = List.copyOf(wrongs);
    }
  }

  public static Outcome run(Canary canary, World world) {
    return new Rehearsal(canary, world, Integer.MAX_VALUE).run();
  }

  /** As {@link #run(Canary, World)}, killed once, when a step's state was stored. */
  public static Outcome run(Canary canary, World world, int killedAtStep) {
    return new Rehearsal(canary, world, killedAtStep).run();
  }

  private Outcome run() {
    take(machine.begin(START));
    while (!isOver() && tick < LONGEST) {
      tick++;
      feed(new CanaryEvent.Tick(now(), world.observed(tick)));
      while (!answers.isEmpty()) {
        feed(answers.remove());
      }
    }
    List<String> wrongs = new ArrayList<>(cluster.wrongs());
    if (cluster.weight() != state.weight()) {
      wrongs.add("the routes say " + cluster.weight() + " %, the state " + state.weight() + " %");
    }
    return new Outcome(
        state.phase(),
        phases,
        cluster.weights(),
        tick,
        steps,
        cluster.primary(),
        cluster.said(),
        wrongs);
  }

  private boolean isOver() {
    boolean ended =
        state.phase() == Phase.SUCCEEDED
            || state.phase() == Phase.FAILED
            || state.phase() == Phase.TERMINATED;
    return ended && state.question() instanceof Question.None;
  }

  private Instant now() {
    return START.plus(canary.analysis().interval().multipliedBy(tick));
  }

  private void feed(CanaryEvent event) {
    take(machine.step(state, event));
  }

  private void take(Step step) {
    state = step.state();
    if (phases.isEmpty() || phases.getLast() != state.phase()) {
      phases.add(state.phase());
    }
    List<CanaryEffect> effects = step.effects();
    if (steps++ == killAt) {
      answers.clear();
      effects = machine.resume(state);
    }
    effects.forEach(this::act);
  }

  private void act(CanaryEffect effect) {
    cluster.apply(effect);
    switch (effect) {
      case CanaryEffect.Call call ->
          answers.add(new CanaryEvent.Answered(now(), world.answer(call.hook(), tick)));
      case CanaryEffect.Measure measure ->
          answers.add(new CanaryEvent.Measured(now(), world.value(measure.metric(), tick)));
      case CanaryEffect.Judge judge ->
          answers.add(new CanaryEvent.Judged(now(), world.verdict(judge.weight(), tick)));
      case CanaryEffect.SetRoutes _,
          CanaryEffect.Initialize _,
          CanaryEffect.ScaleUp _,
          CanaryEffect.ScaleDown _,
          CanaryEffect.CopyToPrimary _,
          CanaryEffect.KeepWarm _,
          CanaryEffect.Restore _,
          CanaryEffect.Revert _,
          CanaryEffect.Say _ -> {}
    }
  }
}
