// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Budgeting;
import dev.ballast.model.Sli;
import dev.ballast.model.Slo;
import dev.ballast.model.SloDefinition;
import dev.ballast.model.SloDefinition.Objective;
import dev.ballast.model.SloIndicator;
import dev.ballast.model.SloName;
import dev.ballast.model.TimeWindow;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a definition Ballast watches: what is asked in PromQL and says how its budget is counted,
 * over which time. Several objectives are watched each by itself, those of a composite as one.
 */
final class Watched {

  /** More are too many to keep in memory: half a year in minutes. */
  static final long MOST_SLICES = 270_000;

  private Watched() {}

  static List<Slo> of(SloDefinition definition) {
    if (definition.window() instanceof TimeWindow.Unstated || definition.objectives().isEmpty()) {
      return List.of();
    }
    if (definition.composite()) {
      return composite(definition);
    }
    var slos = new ArrayList<Slo>();
    var several = definition.objectives().size() > 1;
    for (int i = 0; i < definition.objectives().size(); i++) {
      var objective = definition.objectives().get(i);
      if (isCounted(objective.budgeting(), definition.window())
          && objective.indicator() instanceof SloIndicator.Promql(var sli, var source)) {
        var terms = new Slo.Terms(definition.window(), objective.budgeting(), List.of());
        slos.add(
            slo(
                definition,
                several ? "-" + i : "",
                several ? shown(definition, objective) : definition.displayName(),
                sli,
                objective.target(),
                source,
                terms));
      }
    }
    return slos;
  }

  private static Slo slo(
      SloDefinition definition,
      String suffix,
      String shown,
      Sli sli,
      Ratio target,
      String source,
      Slo.Terms terms) {
    return new Slo(
        new SloName(definition.name().value() + suffix),
        shown,
        definition.service(),
        sli,
        target,
        lengthOf(definition.window()),
        source,
        terms,
        definition.care());
  }

  /** All of its objectives or none: one that is not seen may be the one that fails. */
  private static List<Slo> composite(SloDefinition definition) {
    var parts = new ArrayList<Slo.Part>();
    for (Objective objective : definition.objectives()) {
      if (isCounted(objective.budgeting(), definition.window())
          && objective.indicator() instanceof SloIndicator.Promql(var sli, var source)) {
        parts.add(
            new Slo.Part(
                objective.displayName(),
                sli,
                objective.target(),
                objective.budgeting(),
                objective.weight(),
                source));
      }
    }
    if (parts.size() < definition.objectives().size()) {
      return List.of();
    }
    var first = parts.getFirst();
    var terms = new Slo.Terms(definition.window(), first.budgeting(), parts);
    return List.of(
        slo(
            definition,
            "",
            definition.displayName(),
            first.sli(),
            target(terms),
            first.dataSource(),
            terms));
  }

  /** Missing parts of slices add up, and so do budgets; otherwise the tightest target counts. */
  private static Ratio target(Slo.Terms terms) {
    if (terms.isJoined() && terms.budgeting() instanceof Budgeting.RatioTimeslices) {
      var budget =
          terms.parts().stream().mapToDouble(p -> p.weight() * p.target().complement().value());
      return new Ratio(1 - Math.min(1, budget.sum()));
    }
    return terms.parts().stream().map(Slo.Part::target).max(Ratio::compareTo).orElseThrow();
  }

  static boolean isCounted(Budgeting budgeting, TimeWindow window) {
    return switch (budgeting) {
      case Budgeting.Occurrences _ -> true;
      case Budgeting.Timeslices(Duration slice, var _) -> isFewSlices(slice, window);
      case Budgeting.RatioTimeslices(Duration slice) -> isFewSlices(slice, window);
      case Budgeting.Unstated _ -> false;
    };
  }

  private static boolean isFewSlices(Duration slice, TimeWindow window) {
    return lengthOf(window).dividedBy(slice) <= MOST_SLICES;
  }

  private static Duration lengthOf(TimeWindow window) {
    return switch (window) {
      case TimeWindow.Rolling(Duration length) -> length;
      case TimeWindow.Calendar calendar -> calendar.usualLength();
      case TimeWindow.Unstated _ -> Duration.ZERO;
    };
  }

  private static String shown(SloDefinition definition, Objective objective) {
    var own = objective.displayName();
    return own.equals(definition.displayName())
        ? own + " " + objective.target().percent() + " %"
        : definition.displayName() + ": " + own;
  }
}
