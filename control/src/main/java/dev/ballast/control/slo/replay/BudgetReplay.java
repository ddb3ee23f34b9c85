// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.replay;

import dev.ballast.model.Budgeting;
import dev.ballast.model.SloDefinition;
import dev.ballast.model.SloDefinition.Objective;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Recomputes the budget of an SLO over past data, as its definition is now: an SLO that was edited
 * inside its window is judged by what it says at last, for all of it.
 *
 * <p>A composite by OpenSLO: with Occurrences each objective's burn spends the composite's budget,
 * times its weight; with Timeslices a slice is bad when any objective is bad in it, measured
 * against the tightest target; with RatioTimeslices the missing parts add up, times their weights
 * (95 % and 95 % give 90 %), and so do the budgets. Slices of different lengths cannot be laid over
 * each other: then burns are added as with Occurrences.
 *
 * @param composite one for all objectives together; empty when each stands for itself
 * @param exclusions what was left out of the window, and what was not
 */
public record BudgetReplay(
    Span window,
    List<ReplayedBudget> objectives,
    List<ReplayedBudget> composite,
    Exclusions exclusions) {

  public BudgetReplay {
    objectives = List.copyOf(objectives);
    composite = List.copyOf(composite);
  }

  /**
   * Replays the window that an instant lies in.
   *
   * @param data for each objective its slices with data, in any lengths that divide its method's
   * @return nothing when there is no such window
   */
  public static Optional<BudgetReplay> of(
      SloDefinition slo, List<List<Slice>> data, Instant at, ReplayOptions options) {
    if (data.size() != slo.objectives().size()) {
      throw new IllegalArgumentException(
          "data: " + data.size() + " (expected: one for each objective)");
    }
    return Periods.of(slo.window(), at).map(window -> replay(slo, data, window, at, options));
  }

  private static BudgetReplay replay(
      SloDefinition slo, List<List<Slice>> data, Span window, Instant at, ReplayOptions options) {
    var exclusions = Exclusions.in(window, options.exclusions(), options.cap());
    var budgets = new ArrayList<ReplayedBudget>();
    var counts = new ArrayList<SliceCount>();
    for (int i = 0; i < slo.objectives().size(); i++) {
      var objective = slo.objectives().get(i);
      var slice = sliceOf(objective.budgeting());
      if (slice.isEmpty()) {
        budgets.add(occurrences(objective, data.get(i), window, at, exclusions));
      } else {
        var count =
            SliceCount.of(data.get(i), objective.budgeting(), slice.get(), window, at, exclusions);
        counts.add(count);
        budgets.add(slices(objective, count, options.noData()));
      }
    }
    var composite =
        slo.composite()
            ? composite(slo, budgets, counts, options.noData())
            : List.<ReplayedBudget>of();
    return new BudgetReplay(window, budgets, composite, exclusions);
  }

  /** The least that any budget here has left, which is what a gate should look at. */
  public double tightest() {
    var all = new ArrayList<>(objectives);
    all.addAll(composite);
    return all.stream()
        .mapToDouble(ReplayedBudget::remaining)
        .filter(remaining -> !Double.isNaN(remaining))
        .min()
        .orElse(Double.NaN);
  }

  private static Optional<Duration> sliceOf(Budgeting budgeting) {
    return switch (budgeting) {
      case Budgeting.Timeslices(Duration slice, Ratio _) -> Optional.of(slice);
      case Budgeting.RatioTimeslices(Duration slice) -> Optional.of(slice);
      case Budgeting.Occurrences _, Budgeting.Unstated _ -> Optional.empty();
    };
  }

  /** Events of the whole window are forecast from those of the time that has data. */
  private static ReplayedBudget occurrences(
      Objective objective, List<Slice> data, Span window, Instant at, Exclusions exclusions) {
    double good = 0;
    double total = 0;
    long known = 0;
    long left = 0;
    var so = new Span(window.from(), at.isBefore(window.to()) ? at : window.to());
    for (Slice slice : data) {
      if (slice.span().overlaps(so) && exclusions.contains(slice.span())) {
        left += slice.span().length().toMillis();
      } else if (slice.span().overlaps(so)) {
        good += slice.good();
        total += slice.total();
        known += slice.span().length().toMillis();
      }
    }
    double past = Math.max(1, so.length().toMillis() - left);
    double whole = Math.max(1, window.length().toMillis() - left);
    double coverage = Math.min(1, known / past);
    double full = known == 0 ? 0 : total * Math.max(1, whole / known);
    return ReplayedBudget.of(
        objective.displayName(),
        objective.target(),
        total - good,
        total,
        full,
        new Ratio(coverage));
  }

  private static ReplayedBudget slices(
      Objective objective, SliceCount count, ReplayOptions.NoData policy) {
    double bad = 0;
    double counted = 0;
    for (int i = 0; i < count.past(); i++) {
      double part = count.bad(i, policy);
      if (!Double.isNaN(part)) {
        bad += part;
        counted++;
      }
    }
    return ReplayedBudget.of(
        objective.displayName(),
        objective.target(),
        bad,
        count.coverage() == 0 ? 0 : counted,
        count.full(),
        new Ratio(count.coverage()));
  }

  private static List<ReplayedBudget> composite(
      SloDefinition slo,
      List<ReplayedBudget> budgets,
      List<SliceCount> counts,
      ReplayOptions.NoData policy) {
    if (budgets.stream().anyMatch(b -> b.state() == ReplayedBudget.State.NO_DATA)) {
      return List.of(ReplayedBudget.of(slo.displayName(), tightest(slo), 0, 0, 0, Ratio.ZERO));
    }
    var lengths =
        slo.objectives().stream().map(objective -> sliceOf(objective.budgeting())).distinct();
    if (counts.size() != budgets.size() || lengths.count() > 1) {
      return List.of(weighted(slo, budgets));
    }
    return List.of(together(slo, counts, policy));
  }

  private static Ratio tightest(SloDefinition slo) {
    return slo.objectives().stream()
        .map(Objective::target)
        .max(Ratio::compareTo)
        .orElse(Ratio.ZERO);
  }

  private static ReplayedBudget weighted(SloDefinition slo, List<ReplayedBudget> budgets) {
    double spent = 0;
    double soFar = 0;
    double coverage = 1;
    for (int i = 0; i < budgets.size(); i++) {
      double weight = slo.objectives().get(i).weight();
      spent += weight * budgets.get(i).spent();
      soFar += weight * (1 - budgets.get(i).remainingSoFar());
      coverage = Math.min(coverage, budgets.get(i).coverage().value());
    }
    return new ReplayedBudget(
        slo.displayName(),
        tightest(slo),
        spent >= 1 ? ReplayedBudget.State.SPENT : ReplayedBudget.State.LEFT,
        spent,
        1,
        1,
        new Ratio(coverage),
        1,
        spent,
        1 - spent,
        1 - soFar);
  }

  private static ReplayedBudget together(
      SloDefinition slo, List<SliceCount> counts, ReplayOptions.NoData policy) {
    var ratios = slo.objectives().getFirst().budgeting() instanceof Budgeting.RatioTimeslices;
    int past = counts.stream().mapToInt(SliceCount::past).min().orElse(0);
    double bad = 0;
    double counted = 0;
    for (int slice = 0; slice < past; slice++) {
      double part = 0;
      for (int i = 0; i < counts.size(); i++) {
        double own = counts.get(i).bad(slice, policy);
        part = ratios ? part + slo.objectives().get(i).weight() * own : Math.max(part, own);
      }
      if (!Double.isNaN(part)) {
        bad += Math.min(1, part);
        counted++;
      }
    }
    double budget = 0;
    for (Objective objective : slo.objectives()) {
      budget += objective.weight() * objective.target().complement().value();
    }
    var target = ratios ? new Ratio(1 - Math.min(1, budget)) : tightest(slo);
    double coverage = counts.stream().mapToDouble(SliceCount::coverage).min().orElse(0);
    return ReplayedBudget.of(
        slo.displayName(),
        target,
        bad,
        counted,
        counts.stream().mapToDouble(SliceCount::full).min().orElse(0),
        new Ratio(coverage));
  }
}
