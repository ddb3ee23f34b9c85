// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos;

/**
 * What a fault is expected to cost of an SLO's error budget; shares of the whole budget.
 *
 * @param cost when the expected share of requests fails for all the time that the fault may last
 * @param left of the budget now; NaN when nobody knows
 * @param arithmetic how the cost came about
 */
public record BudgetCost(String slo, String service, double cost, double left, String arithmetic) {

  public boolean known() {
    return !Double.isNaN(left);
  }

  /** What would be left afterwards; NaN when nobody knows. */
  public double after() {
    return left - cost;
  }
}
