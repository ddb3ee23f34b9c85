// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost.live;

import dev.ballast.control.cost.BudgetPrice;
import dev.ballast.control.slo.Burn;
import dev.ballast.control.slo.SloStatus;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * An error budget as it stands, as a currency: what is left of it, and what that pays for.
 *
 * @param slo whose budget it is
 * @param window as evaluated
 * @param budgetMinutes of the whole window, as minutes in which nobody is served
 * @param left share of it; below 0 when it is overspent
 * @param badNow share of requests that are not served well, over {@code recent}
 * @param price what its minutes are worth
 */
public record LiveBudget(
    String slo,
    double target,
    Duration window,
    double budgetMinutes,
    double left,
    double badNow,
    Duration recent,
    BudgetPrice price) {

  private static final double MINUTE = 60_000;

  /** Of an SLO that has data and at least one burn rule; the shortest rule says how it is now. */
  static LiveBudget of(SloStatus slo, Burn now, BudgetPrice price) {
    Duration window = slo.window().evaluated();
    return new LiveBudget(
        slo.slo().value(),
        slo.target().value(),
        window,
        slo.target().complement().value() * window.toMillis() / MINUTE,
        slo.budget().remaining(),
        now.longWindow().badShare(),
        now.longWindow().window(),
        price);
  }

  public double leftMinutes() {
    return left * budgetMinutes;
  }

  /** What is left, in money; negative when it is overspent. */
  public double leftValue() {
    return leftMinutes() * price.minuteValue();
  }

  /** What an hour costs that is as bad as it is now. */
  public double hourLikeNow() {
    return price.hour(badNow);
  }

  /** How many releases what is left pays for on average; empty when one has no price. */
  public OptionalDouble releasesLeft() {
    return price.release().isPresent() && price.release().getAsDouble() > 0
        ? OptionalDouble.of(Math.max(0, leftValue()) / price.release().getAsDouble())
        : OptionalDouble.empty();
  }
}
