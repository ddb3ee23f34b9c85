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
import java.util.List;
import java.util.TreeMap;

/**
 * How one revision is rolled out: the canary's own weights, made more careful by the gate's
 * strategy and by the planner, never less. It stays as it is until that rollout is over.
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
   * budget left a canary that says how it goes, goes so.
   */
  public static Pace careful(Canary canary, GateDecision decision) {
    Plan plan = decision.plan();
    boolean free = decision.strategy() == Strategy.AGGRESSIVE;
    Duration dwell = free && saysDwell(canary) ? Duration.ZERO : plan.stages().getFirst().dwell();
    TreeMap<Integer, Stage> stages = new TreeMap<>();
    List<String> remarks = new ArrayList<>();
    for (Stage stage : written(canary)) {
      stages.put(stage.weight(), slower(stage, dwell));
    }
    for (int weight : free ? List.<Integer>of() : plan.weights()) {
      if (weight < WHOLE && !stages.containsKey(weight)) {
        stages.put(weight, new Stage(weight, longest(written(canary).getFirst().dwell(), dwell)));
        remarks.add(
            "%d %% was added: what is left of the error budget asks for it (%s)."
                .formatted(weight, word(decision.strategy()).replace('_', '-')));
      }
    }
    return new Pace(
        List.copyOf(stages.values()),
        word(decision.strategy()),
        plan.monitoring().checkEvery(),
        Double.NaN,
        true,
        remarks);
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
   * see a regression unless the canary says how long.
   *
   * @param plan for exactly these weights
   */
  public Pace within(RolloutPlan plan, Canary canary) {
    boolean said = saysDwell(canary);
    TreeMap<Integer, Stage> fitting = new TreeMap<>();
    boolean fits = true;
    for (int i = 0; i < plan.stages().size(); i++) {
      PlannedStage planned = plan.stages().get(i);
      fits &= planned.weight() > 0;
      int weight = Math.max(1, planned.weight());
      Duration own = stages.get(i).dwell();
      fitting.merge(
          weight,
          new Stage(weight, said ? own : longest(own, planned.dwell())),
          (a, b) -> new Stage(a.weight(), longest(a.dwell(), b.dwell())));
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
