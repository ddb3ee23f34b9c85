// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says before a rollout what each of its stages may cost and how long it has to be watched. A stage
 * whose worst case is more than the bound gets the largest weight that keeps to it: the planner
 * makes a plan more careful, never less.
 *
 * <p>Worst case: the 99th percentile of bad requests until the judge catches the canary, the
 * largest over canaries that fail all, half, a tenth, or just as many requests as have to be seen.
 */
public final class Planner {

  /** Share of bad canaries that a stage has to catch. */
  public static final double POWER = 0.9;

  private static final double NEARLY_ALL = 0.99;
  private static final double[] RATES = {1, 0.5, 0.1};

  private final Demand demand;
  private final Hunt hunt;
  private final int longest;

  private Planner(Demand demand, long seed) {
    this.demand = demand;
    hunt = new Hunt(demand, seed);
    longest = (int) Math.max(1, demand.longest().dividedBy(demand.policy().interval()));
  }

  public static RolloutPlan plan(Demand demand, long seed) {
    return new Planner(demand, seed).plan();
  }

  private RolloutPlan plan() {
    double allowed = Math.max(0, demand.remaining()) * demand.bound().value();
    List<PlannedStage> stages = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    boolean within = true;
    for (int weight : demand.weights()) {
      if (weight == 100) {
        remarks.add(
            "At 100 % nothing is left to compare with: from there on the SLO's own alerts judge.");
        continue;
      }
      PlannedStage stage = fitting(weight, allowed);
      stages.add(stage);
      within &= stage.weight() == weight;
      remark(stage, allowed, remarks);
    }
    return new RolloutPlan(stages, allowed, within, remarks);
  }

  private PlannedStage fitting(int wished, double allowed) {
    PlannedStage stage = stage(wished, wished);
    int weight = wished;
    while (stage.worst() > allowed && weight > 1) {
      weight = weight / 2;
      stage = stage(wished, weight);
    }
    return stage.worst() > allowed ? refused(stage) : stage;
  }

  private static PlannedStage refused(PlannedStage stage) {
    return new PlannedStage(
        stage.wished(),
        0,
        0,
        stage.feared(),
        stage.power(),
        stage.visible(),
        stage.dwell(),
        stage.median(),
        stage.worst(),
        stage.expected());
  }

  private PlannedStage stage(int wished, int weight) {
    double share = weight / 100.0;
    double feared = demand.toSee(share);
    Catch seen = hunt.of(share, feared, longest);
    boolean visible = seen.within(longest) >= POWER;
    int dwell = visible ? seen.interval(POWER) : longest;
    double worst = seen.cost(NEARLY_ALL);
    double mean = seen.mean();
    for (double rate : RATES) {
      if (rate > feared) {
        Catch worse = hunt.of(share, rate, longest);
        worst = Math.max(worst, worse.cost(NEARLY_ALL));
        mean = Math.max(mean, worse.mean());
      }
    }
    double budget = demand.budget();
    return new PlannedStage(
        wished,
        weight,
        demand.rps() * 60 * share,
        feared,
        seen.within(dwell),
        visible,
        time(dwell),
        time(Math.min(dwell, seen.interval(0.5))),
        worst / budget,
        demand.badShare().value() * mean / budget);
  }

  private Duration time(int intervals) {
    return demand.policy().interval().multipliedBy(intervals);
  }

  private void remark(PlannedStage stage, double allowed, List<String> remarks) {
    if (stage.weight() == 0) {
      remarks.add(
          "%d %%: even 1 %% of the traffic could cost %s of the budget (allowed: %s). Fix: wait until more is left, or let it cost more (plan --bound)."
              .formatted(stage.wished(), percent(stage.worst()), percent(allowed)));
    } else if (stage.weight() != stage.wished()) {
      remarks.add(
          "%d %% could cost more than the allowed %s of the budget: planned with %d %%."
              .formatted(stage.wished(), percent(allowed), stage.weight()));
    }
    if (!stage.visible()) {
      remarks.add(
          "%d %%: a canary with %s bad requests cannot be seen at this traffic, %s of the canary a minute: after %s only %s of them are caught."
              .formatted(
                  stage.wished(),
                  percent(stage.feared()),
                  number(stage.requests()),
                  hours(demand.longest()),
                  percent(stage.power())));
    }
  }

  private static String hours(Duration time) {
    return time.toMinutes() % 60 == 0 ? time.toHours() + " h" : time.toMinutes() + " min";
  }

  static String percent(double share) {
    return number(share * 100) + " %";
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.3g", value);
    return text.contains(".") && !text.contains("e") ? text.replaceFirst("\\.?0+$", "") : text;
  }
}
