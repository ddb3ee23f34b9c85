// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import dev.ballast.model.cost.CostModel;
import dev.ballast.model.cost.Journey;
import dev.ballast.model.cost.Releases;
import dev.ballast.stats.reliability.Source;
import java.util.OptionalDouble;

/**
 * An error budget as a currency: what its minutes are worth, and what releases, experiments and bad
 * hours take from it.
 *
 * @param minuteValue of a minute without service, less what comes back
 * @param budgetMinutes a year
 * @param release expected loss of one; empty when the model does not say what a release risks
 */
public record BudgetPrice(
    String journey, double minuteValue, double budgetMinutes, OptionalDouble release) {

  /** What the model says, its ranges at their means. */
  public static BudgetPrice of(CostModel model, Journey journey) {
    double value = Losses.perMinute(journey, Setting.MEAN);
    return new BudgetPrice(
        journey.name(),
        value,
        journey.objective().complement().value() * Source.YEAR,
        model.releases().stream().mapToDouble(r -> minutes(r) * value).findFirst());
  }

  private static double minutes(Releases releases) {
    return releases.failureRate().value() * releases.minutes() * releases.exposure().value();
  }

  /** What the whole year's budget is worth when it is used up. */
  public double budgetValue() {
    return budgetMinutes * minuteValue;
  }

  /** An hour in which this share of users is not served. */
  public double hour(double share) {
    return 60 * share * minuteValue;
  }

  /**
   * An experiment: what is hit, for how long, and how likely it is that it hurts as feared.
   *
   * @param share of users that it may hit
   */
  public double experiment(double minutes, double share, double probability) {
    return minutes * share * probability * minuteValue;
  }
}
