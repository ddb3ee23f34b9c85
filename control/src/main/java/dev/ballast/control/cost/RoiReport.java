// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import java.util.List;
import java.util.Optional;

/**
 * The whole answer for one model.
 *
 * @param exact whether means are by formula; quantiles are always simulated
 * @param looked how many portfolios were compared
 * @param complete whether these were all that are possible
 * @param present the state as it is
 * @param best by mean
 * @param safest by the mean of the worst twentieth of years
 * @param efficient not beaten in spend and mean loss, cheapest first
 * @param judged every portfolio that was simulated, best mean first
 * @param steps along the efficient ones
 * @param intervals of the value of lost service, and what is best in each
 * @param perMinute the value that the intervals are factors of, when it is one number
 * @param givesBack investments among the best that save more than they lose
 */
public record RoiReport(
    String model,
    String currency,
    int years,
    long seed,
    boolean exact,
    int looked,
    boolean complete,
    Choice present,
    Choice best,
    Choice safest,
    List<Choice> efficient,
    List<Choice> judged,
    List<Step> steps,
    List<BreakEven> intervals,
    Optional<Double> perMinute,
    List<Sensitivity> sensitivities,
    List<Spare> spares,
    List<String> givesBack,
    Target target,
    Optional<Choice> withinBudget,
    List<BudgetPrice> prices) {

  public RoiReport {
    efficient = List.copyOf(efficient);
    judged = List.copyOf(judged);
    steps = List.copyOf(steps);
    intervals = List.copyOf(intervals);
    sensitivities = List.copyOf(sensitivities);
    spares = List.copyOf(spares);
    givesBack = List.copyOf(givesBack);
    prices = List.copyOf(prices);
  }

  /** Whether the worst years ask for something else than the average one. */
  public boolean flips() {
    return !best.investments().equals(safest.investments());
  }
}
