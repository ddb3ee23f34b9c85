// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.cost;

import dev.ballast.model.quantity.Ratio;
import java.util.List;

/**
 * What an outage of a journey costs, as a function of when, how long and how many: the customer
 * damage function of power engineering.
 *
 * @param perMinute while nobody is served, at average traffic
 * @param perIncident each outage, however short: people who get up, a report
 * @param recovered the share of lost demand that comes back later
 * @param churn customers who leave after a long outage
 * @param credits what is paid back for a month below a promise
 * @param traffic relative, by hour of the day in UTC; empty when always the same
 */
public record Damage(
    Estimate perMinute,
    Estimate perIncident,
    Ratio recovered,
    List<Churn> churn,
    List<Credit> credits,
    List<Double> traffic) {

  private static final int HOURS = 24;

  /**
   * A step by duration; an outage takes every step that it passes.
   *
   * @param afterMinutes the outage lasts longer
   */
  public record Churn(double afterMinutes, Estimate cost) {}

  /** A step by promise: the deepest one that a month falls below is paid. */
  public record Credit(Ratio below, Estimate cost) {}

  public Damage {
    churn = List.copyOf(churn);
    credits = List.copyOf(credits);
    traffic = List.copyOf(traffic);
    if (!traffic.isEmpty() && traffic.size() != HOURS) {
      throw new IllegalArgumentException(
          "traffic: " + traffic.size() + " hours (expected: 24 or none)");
    }
  }

  /** Whether only lost minutes count, so that their mean is enough to know the mean loss. */
  public boolean isLinear() {
    return perIncident.high() == 0 && churn.isEmpty() && credits.isEmpty();
  }
}
