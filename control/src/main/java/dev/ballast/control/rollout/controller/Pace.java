// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.controller;

import dev.ballast.control.gate.GateDecision;
import dev.ballast.control.gate.Plan;
import dev.ballast.control.rollout.Stage;
import dev.ballast.control.rollout.plan.PlannedStage;
import dev.ballast.control.rollout.plan.RolloutPlan;
import dev.ballast.model.gate.Strategy;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.Canary.Mode;
import dev.ballast.model.rollout.CanaryAnalysis;
import dev.ballast.model.rollout.CanaryAnalysis.Shift;
import dev.ballast.model.rollout.CanaryStage;
import dev.ballast.model.rollout.Hook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How one revision is rolled out: the canary's own weights, made more careful by the gate's
 * strategy and by the planner, never less. Under way it only gets more careful.
 *
 * @param stages growing weights below 100 %: all of the traffic is what the promotion gives. Empty:
 *     as the canary is written
 * @param strategy the gate's
 * @param checkEvery the judge is asked at least so often; zero: as often as the canary says
 * @param worst share of the whole error budget that one bad canary may cost; NaN when not planned
 * @param affordable false when even 1 % of the traffic could cost more than may be spent
 * @param remarks what was changed and why, in sentences
 */
public record Pace(
    List<Stage> stages,
    String strategy,
    Duration checkEvery,
    double worst,
    boolean affordable,
    List<String> remarks) {

  /** As written. */
  public static final Pace WRITTEN =
      new Pace(List.of(), "", Duration.ZERO, Double.NaN, true, List.of());

  private static final int WHOLE = 100;

  private static final Duration LEAST_INTERVAL = Duration.ofSeconds(10);

  /** At a weight whose dwell nobody said. */
  private static final int CHECKS = 6;

  public Pace {
    stages = List.copyOf(stages);
    remarks = List.copyOf(remarks);
  }

  /** Whether a canary's traffic grows by weights that the judge watches, so that a pace fits. */
  public static boolean fits(Canary canary) {
    return canary.mode() == Mode.BALLAST && !canary.skipped() && !written(canary).isEmpty();
  }

  /** Whether somebody wrote how long weights are watched; then nobody else decides that. */
  private static boolean saysDwell(Canary canary) {
    return canary.analysis().shift() instanceof Shift.Stages(var stages, int _)
        && stages.stream().anyMatch(stage -> stage.dwell().isPositive());
  }

  /**
   * The stages that a canary has of its own, below all of the traffic; where it does not say how
   * long a weight is watched, a few checks, which a planner may prolong.
   */
  public static List<Stage> written(Canary canary) {
    CanaryAnalysis analysis = canary.analysis();
    Duration unsaid = analysis.interval().multipliedBy(CHECKS);
    List<Stage> stages = new ArrayList<>();
    switch (analysis.shift()) {
      case Shift.Weights by ->
          by.weights().forEach(weight -> stages.add(new Stage(weight, unsaid)));
      case Shift.Stages by ->
          by.stages()
              .forEach(
                  stage -> {
                    Duration dwell = stage.dwell().isPositive() ? stage.dwell() : unsaid;
                    stage.weights().forEach(weight -> stages.add(new Stage(weight, dwell)));
                  });
      case Shift.Matching _, Shift.BlueGreen _ -> {}
    }
    return stages.stream().filter(stage -> stage.weight() < WHOLE).toList();
  }

  /**
   * The written stages, with those of the gate's plan between them and its dwells. With most of the
   * budget left a canary goes as it is written, and what that leaves out of the plan is said.
   */
  public static Pace careful(Canary canary, GateDecision decision) {
    Plan plan = decision.plan();
    boolean free = decision.strategy() == Strategy.AGGRESSIVE;
    List<Integer> missing = missing(canary, plan);
    Duration dwell = free && saysDwell(canary) ? Duration.ZERO : plan.stages().getFirst().dwell();
    TreeMap<Integer, Stage> stages = new TreeMap<>();
    List<String> remarks = new ArrayList<>();
    for (Stage stage : written(canary)) {
      stages.put(stage.weight(), slower(stage, dwell));
    }
    if (free && !missing.isEmpty()) {
      remarks.add(
          "It goes as it is written, %s: the gate's %s %s not added while so much of the error budget is left (%s)."
              .formatted(
                  steps(stages.navigableKeySet()),
                  steps(missing),
                  missing.size() == 1 ? "is" : "are",
                  name(decision.strategy())));
    }
    for (int weight : free ? List.<Integer>of() : missing) {
      stages.put(weight, new Stage(weight, longest(written(canary).getFirst().dwell(), dwell)));
      remarks.add(
          "%d %% was added: what is left of the error budget asks for it (%s)."
              .formatted(weight, name(decision.strategy())));
    }
    return new Pace(
        List.copyOf(stages.values()),
        word(decision.strategy()),
        plan.monitoring().checkEvery(),
        Double.NaN,
        true,
        remarks);
  }

  /** What the gate's plan has below all of the traffic, and the canary has not. */
  private static List<Integer> missing(Canary canary, Plan plan) {
    List<Integer> own = written(canary).stream().map(Stage::weight).toList();
    return plan.weights().stream()
        .filter(weight -> weight < WHOLE && !own.contains(weight))
        .toList();
  }

  private static String steps(Collection<Integer> weights) {
    return weights.stream().map(weight -> weight + " %").collect(Collectors.joining(" → "));
  }

  private static String name(Strategy strategy) {
    return word(strategy).replace('_', '-');
  }

  /** Whether a strategy asks for more care than this pace takes. */
  public boolean isLooserThan(Strategy now) {
    return known().filter(now::isTighterThan).isPresent();
  }

  private Optional<Strategy> known() {
    return Arrays.stream(Strategy.values()).filter(s -> word(s).equals(strategy)).findFirst();
  }

  /**
   * These stages, beyond what the canary has of the traffic already, with those of another pace
   * between them and watched as long as there: more careful, never less.
   *
   * @param now as a rollout would begin by what is left of the budget now
   * @param reached what the canary has, in percent
   */
  public Pace tightened(Pace now, int reached) {
    Duration least =
        now.stages.stream().map(Stage::dwell).min(Duration::compareTo).orElse(Duration.ZERO);
    TreeMap<Integer, Stage> all = new TreeMap<>();
    for (Stage stage : stages) {
      all.put(stage.weight(), stage.weight() < reached ? stage : slower(stage, least));
    }
    List<Integer> added = new ArrayList<>();
    for (Stage stage : now.stages) {
      if (stage.weight() > reached && !all.containsKey(stage.weight())) {
        added.add(stage.weight());
      }
      if (stage.weight() > reached) {
        all.merge(stage.weight(), stage, Pace::slower);
      }
    }
    boolean tighter = now.known().filter(this::isLooserThan).isPresent();
    List<String> remarked = new ArrayList<>();
    if (tighter) {
      remarked.add(
          "The error budget got tighter (%s)%s%s."
              .formatted(
                  now.strategy.replace('_', '-'),
                  reached > 0 ? " at " + reached + " %" : " before it got any traffic",
                  added.isEmpty() ? "" : ": " + steps(added) + " added"));
    }
    return new Pace(
        List.copyOf(all.values()),
        tighter ? now.strategy : strategy,
        denser(checkEvery, now.checkEvery),
        Double.NaN,
        true,
        tighter ? remarked : remarks);
  }

  private static Duration denser(Duration a, Duration b) {
    return a.isPositive() && (!b.isPositive() || a.compareTo(b) < 0) ? a : b;
  }

  private static Stage slower(Stage a, Stage b) {
    return slower(a, b.dwell());
  }

  private static Stage slower(Stage stage, Duration dwell) {
    return new Stage(stage.weight(), longest(stage.dwell(), dwell));
  }

  private static Duration longest(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** As a pace names it. */
  public static String word(Strategy strategy) {
    return strategy.name().toLowerCase(java.util.Locale.ROOT);
  }

  public List<Integer> weights() {
    return stages.stream().map(Stage::weight).toList();
  }

  /**
   * These stages within a plan's bound on what they may cost, and watched as long as it takes to
   * see a regression unless the canary says how long. What no weight keeps within the bound stays
   * as it is, begins with the least, and is not affordable: whoever lets it go all the same goes in
   * steps.
   *
   * @param plan for exactly these weights
   * @param reached what the canary has already, in percent
   */
  public Pace within(RolloutPlan plan, Canary canary, int reached) {
    boolean said = saysDwell(canary);
    TreeMap<Integer, Stage> fitting = new TreeMap<>();
    TreeMap<Integer, Stage> kept = new TreeMap<>();
    for (int i = 0; i < plan.stages().size(); i++) {
      PlannedStage planned = plan.stages().get(i);
      Stage own = stages.get(i);
      kept.put(own.weight(), own);
      if (own.weight() <= reached) {
        fitting.put(own.weight(), own);
      } else if (planned.weight() > reached) {
        Duration dwell = said ? own.dwell() : longest(own.dwell(), planned.dwell());
        fitting.merge(planned.weight(), new Stage(planned.weight(), dwell), Pace::slower);
      }
    }
    boolean wanted = kept.lastKey() > reached;
    boolean fits =
        plan.stages().stream().noneMatch(stage -> stage.weight() == 0)
            && (!wanted || fitting.lastKey() > reached);
    if (!fits) {
      fitting = kept;
      if (reached == 0) {
        fitting.putIfAbsent(1, new Stage(1, kept.firstEntry().getValue().dwell()));
      }
    }
    List<String> all = new ArrayList<>(remarks);
    all.addAll(plan.remarks());
    if (said) {
      all.addAll(tooShort(plan));
    }
    return new Pace(List.copyOf(fitting.values()), strategy, checkEvery, plan.worst(), fits, all);
  }

  /** What is written and does not suffice to see a regression. */
  private List<String> tooShort(RolloutPlan plan) {
    List<String> remarked = new ArrayList<>();
    for (int i = 0; i < plan.stages().size(); i++) {
      PlannedStage planned = plan.stages().get(i);
      Duration own = stages.get(i).dwell();
      if (planned.visible() && own.compareTo(planned.dwell()) < 0) {
        remarked.add(
            "%d %%: %d s are written; at this traffic it takes %d s until 9 of 10 regressions are seen."
                .formatted(planned.weight(), own.toSeconds(), planned.dwell().toSeconds()));
      }
    }
    return remarked;
  }

  /**
   * A canary that goes at this pace.
   *
   * @param gates hooks that are asked beside its own
   */
  public Canary applyTo(Canary canary, List<Hook> gates) {
    CanaryAnalysis analysis = canary.analysis();
    Shift shift =
        stages.isEmpty()
            ? analysis.shift()
            : new Shift.Stages(staged(canary), analysis.shift().copies());
    List<Hook> hooks = new ArrayList<>(gates);
    hooks.addAll(analysis.hooks());
    return canary.withAnalysis(
        new CanaryAnalysis(
            interval(analysis),
            analysis.threshold(),
            shift,
            analysis.promotionStep(),
            analysis.metrics(),
            hooks,
            analysis.alerts()));
  }

  /** Denser than written when the gate asks for it, but no denser than Flagger's own least. */
  private Duration interval(CanaryAnalysis analysis) {
    Duration denser = longest(checkEvery, LEAST_INTERVAL);
    boolean asked = checkEvery.isPositive() && denser.compareTo(analysis.interval()) < 0;
    return asked ? denser : analysis.interval();
  }

  private List<CanaryStage> staged(Canary canary) {
    return stages.stream()
        .map(
            stage ->
                new CanaryStage(
                    List.of(stage.weight()),
                    canary.analysis().metricsAt(stage.weight()),
                    stage.dwell()))
        .toList();
  }
}
