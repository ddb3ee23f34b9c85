// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.control.rollout.judge.JudgePolicy;
import dev.ballast.control.rollout.simulation.Cell;
import dev.ballast.control.rollout.simulation.Cell.Onset;
import dev.ballast.control.rollout.simulation.CellResult;
import dev.ballast.control.rollout.simulation.Judge;
import dev.ballast.control.rollout.simulation.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What is asked of the judge, and how many cells do it. */
record JudgeTargets(List<Target> targets) {

  /**
   * One demand.
   *
   * @param cells to which it applies; a demand on none is met
   * @param met how many of them meet it
   * @param needed how many must
   * @param missed the others, in words
   */
  record Target(String name, int cells, int met, int needed, List<String> missed) {
    Target {
      missed = List.copyOf(missed);
    }

    boolean isMet() {
      return met >= needed;
    }
  }

  JudgeTargets {
    targets = List.copyOf(targets);
  }

  boolean met() {
    return targets.stream().allMatch(Target::isMet);
  }

  static JudgeTargets of(List<CellResult> results) {
    List<Target> targets = new ArrayList<>();
    targets.add(
        each(
            "healthy: false rollbacks <= 1 %, upper bound <= 2 %",
            results.stream().filter(result -> result.cell().healthy()),
            JudgeTargets::rarelyFalse,
            result -> percent(result.ours(), result.ours().falseRollbacks()) + " rolled back"));
    targets.add(
        each(
            "healthy, enough traffic: promoted >= 98 %",
            results.stream().filter(result -> result.cell().healthy() && result.enoughTraffic()),
            result -> result.ours().share(result.ours().promoted()) >= 0.98,
            result -> percent(result.ours(), result.ours().promoted()) + " promoted"));
    targets.add(
        each(
            "ten times the errors, >= 50 rps, no bursts: >= 99 % detected, median <= 5 min",
            plain(results).filter(result -> times(result.cell(), 10, 50)),
            result -> detects(result.ours(), 5),
            result -> found(result.ours())));
    targets.add(
        each(
            "fifty times the errors and more, >= 50 rps, no bursts: median <= 2 min",
            plain(results).filter(result -> times(result.cell(), 50, Double.POSITIVE_INFINITY)),
            result -> detects(result.ours(), 2),
            result -> found(result.ours())));
    targets.add(
        each(
            "as bad as matters: promoted <= 10 %",
            results.stream().filter(result -> matters(result.cell())),
            result -> result.ours().share(result.ours().promoted()) <= 0.1,
            result -> percent(result.ours(), result.ours().promoted()) + " promoted"));
    targets.add(
        half(
            "bad requests <= half of the best opponent's that keeps to 1 %, in 80 % of cells",
            results, CellResult::bestOpponent));
    targets.add(
        half(
            "bad requests <= half of Flagger's or Kayenta's as shipped that keep to 5 %, in 80 % of cells",
            results, CellResult::bestShipped));
    return new JudgeTargets(targets);
  }

  private static boolean rarelyFalse(CellResult result) {
    Tally ours = result.ours();
    boolean few = ours.share(ours.falseRollbacks()) <= 0.01;
    return few && (ours.rollouts() < 500 || ours.bounds(ours.falseRollbacks()).high() <= 0.02);
  }

  private static Stream<CellResult> plain(List<CellResult> results) {
    return results.stream()
        .filter(result -> !result.cell().healthy() && result.cell().model().burst() <= 1)
        .filter(result -> result.cell().onset() == Onset.START);
  }

  private static boolean times(Cell cell, double least, double below) {
    double ratio = cell.canary() / cell.base();
    return cell.rps() >= 50 && ratio >= least - 1e-9 && ratio < below - 1e-9;
  }

  private static boolean detects(Tally ours, double minutes) {
    return ours.share(ours.detected()) >= 0.99 && ours.medianMinutes() <= minutes;
  }

  /** A rate from the margin of the last stage on is one that the judge promises to see. */
  private static boolean matters(Cell cell) {
    return !cell.healthy()
        && cell.model().drift() == 0
        && cell.canary() >= JudgePolicy.DEFAULT.margin(cell.base(), 0.5);
  }

  private static Target each(
      String name,
      Stream<CellResult> results,
      Predicate<CellResult> test,
      Function<CellResult, String> words) {
    int cells = 0;
    List<String> missed = new ArrayList<>();
    for (CellResult result : results.toList()) {
      cells++;
      if (!test.test(result)) {
        missed.add(JudgeReport.place(result.cell()) + ": " + words.apply(result));
      }
    }
    return new Target(name, cells, cells - missed.size(), cells, missed);
  }

  private static Target half(
      String name, List<CellResult> results, Function<CellResult, Optional<Judge>> opponent) {
    int cells = 0;
    List<String> missed = new ArrayList<>();
    for (CellResult result : results) {
      Optional<Judge> best = result.cell().healthy() ? Optional.empty() : opponent.apply(result);
      if (best.isEmpty()) {
        continue;
      }
      cells++;
      double ratio = result.ratioTo(best.get());
      if (ratio > 0.5) {
        missed.add(
            String.format(
                Locale.ROOT,
                "%s: %.2f of %s (%.4g to %.4g)",
                JudgeReport.place(result.cell()),
                ratio,
                best.get().label(),
                result.ours().meanServed(),
                result.of(best.get()).meanServed()));
      }
    }
    return new Target(
        name, cells, cells - missed.size(), (int) Math.ceil(0.8 * cells - 1e-9), missed);
  }

  private static String found(Tally ours) {
    return String.format(
        Locale.ROOT,
        "%s detected, median %.2f min",
        percent(ours, ours.detected()),
        ours.medianMinutes());
  }

  private static String percent(Tally tally, int count) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * tally.share(count));
  }
}
