// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

import dev.ballast.model.maturity.CheckState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The cheapest way to the next level: of each of its bullets that does not hold, every check that
 * failed and as many of the others as are needed, those with the least work first.
 */
final class Plan {

  private static final Comparator<CheckResult> CHEAPEST =
      Comparator.<CheckResult, Effort>comparing(result -> result.check().effort())
          .thenComparing(CheckResult::state, Comparator.comparingInt(Plan::distance))
          .thenComparing(result -> result.check().id());

  private Plan() {}

  /** What is claimed has only to be seen once. */
  private static int distance(CheckState state) {
    return switch (state) {
      case PROVED -> 0;
      case CLAIMED -> 1;
      case UNKNOWN -> 2;
      case FAILED -> 3;
    };
  }

  static List<Step> of(List<Holding> level) {
    List<CheckResult> all = new ArrayList<>();
    for (Holding holding : level) {
      if (!holding.holds()) {
        all.addAll(missing(holding));
      }
    }
    all.sort(CHEAPEST);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      CheckResult one = all.get(i);
      boolean last =
          all.subList(i + 1, all.size()).stream()
              .noneMatch(other -> other.check().bullet() == one.check().bullet());
      steps.add(new Step(one, last));
    }
    return List.copyOf(steps);
  }

  private static List<CheckResult> missing(Holding holding) {
    List<CheckResult> failed =
        holding.results().stream().filter(one -> one.state() == CheckState.FAILED).toList();
    int more = holding.needed() - holding.count(CheckState.PROVED) - failed.size();
    List<CheckResult> missing = new ArrayList<>(failed);
    holding.results().stream()
        .filter(one -> one.state() == CheckState.CLAIMED || one.state() == CheckState.UNKNOWN)
        .sorted(CHEAPEST)
        .limit(Math.max(0, more))
        .forEach(missing::add);
    return missing;
  }
}
