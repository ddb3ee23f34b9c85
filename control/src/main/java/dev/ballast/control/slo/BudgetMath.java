// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.List;

/**
 * Error budgets as arithmetic: counts in, budgets and burn rates out.
 *
 * <p>burn = (bad / total) / (1 - target). A full window holds total / coverage events if traffic
 * goes on as observed, so its budget is (1 - target) x total / coverage and the share spent is burn
 * x coverage: what the service spent so far of what the whole window will have allowed.
 *
 * <p>A target of exactly 1 allows no bad event. To keep every figure finite and growing with each
 * error, one event then stands for the whole budget: the first bad event spends it.
 */
final class BudgetMath {

  private BudgetMath() {}

  /** Bad share over allowed share; 0 without events. */
  static double burnRate(double badShare, double total, Ratio target) {
    return badShare == 0 ? 0 : badShare / allowedShare(total, target);
  }

  /** The burn rate that the trials beneath the counts prove, with the given doubt left. */
  static double burnRateLow(WindowEvents events, Ratio target, double doubt) {
    WindowEvents.Proof proof = events.proof();
    if (events.total() == 0 || proof.bad() <= 0 || proof.total() == 0) {
      return 0;
    }
    double observed = proof.bad() / proof.total();
    double proved = BinomialBound.lower(proof.bad(), proof.total(), doubt) / observed;
    return burnRate(events.badShare() * proved, events.total(), target);
  }

  /** Of a window that will hold as many as {@code full}, or as it does if traffic goes on. */
  static Budget budget(SloNumbers numbers, Ratio target) {
    return Double.isNaN(numbers.full())
        ? budget(numbers.budgetWindow(), numbers.coverage().budget(), target)
        : budget(numbers.budgetWindow(), numbers.full(), target);
  }

  static Budget budget(WindowEvents window, Ratio coverage, Ratio target) {
    return budget(window, window.total() / Math.max(coverage.value(), 1e-6), target);
  }

  private static Budget budget(WindowEvents window, double full, Ratio target) {
    if (window.total() == 0 || full == 0) {
      return new Budget(0, 0, 0, 1, 1);
    }
    double allowed = allowedShare(full, target) * full;
    double spent = window.bad() / allowed;
    double soFar = window.bad() / (allowedShare(window.total(), target) * window.total());
    return new Budget(allowed, window.bad(), spent, 1 - spent, 1 - soFar);
  }

  static Burn burn(BurnRule rule, SloNumbers numbers, Ratio target, SloPolicy policy) {
    WindowEvents longWindow = numbers.window(rule.longWindow());
    WindowEvents shortWindow = numbers.window(rule.shortWindow());
    double longRate = burnRate(longWindow.badShare(), longWindow.total(), target);
    double shortRate = burnRate(shortWindow.badShare(), shortWindow.total(), target);
    double longRateLow = burnRateLow(longWindow, target, policy.doubt());
    boolean firing =
        longWindow.proof().events() >= policy.leastEvents()
            && Math.rint(longWindow.proof().bad()) >= policy.leastBad()
            && longRateLow >= rule.factor()
            && shortRate >= rule.factor();
    return new Burn(rule, longWindow, shortWindow, longRate, shortRate, longRateLow, firing);
  }

  /** From the burn of the last hour, the rest of the budget lasts remaining x window / burn. */
  static Exhaustion exhaustion(Budget budget, List<Burn> burns, Duration window, int leastEvents) {
    if (budget.remaining() <= 0 && budget.bad() > 0) {
      return new Exhaustion.Spent();
    }
    return burns.stream()
        .filter(burn -> burn.rule().equals(BurnRule.VIOLATED))
        .filter(burn -> burn.longWindow().proof().events() >= leastEvents && burn.longRate() > 1)
        .findFirst()
        .<Exhaustion>map(
            burn ->
                new Exhaustion.In(
                    Duration.ofMillis(
                        Math.round(window.toMillis() * budget.remaining() / burn.longRate()))))
        .orElseGet(Exhaustion.NotBurning::new);
  }

  private static double allowedShare(double total, Ratio target) {
    return target.value() < 1 ? 1 - target.value() : 1 / total;
  }
}
