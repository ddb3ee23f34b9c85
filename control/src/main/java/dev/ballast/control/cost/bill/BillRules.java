// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost.bill;

/**
 * What of a bill counts. What does not is added up all the same and shown beside it.
 *
 * @param tax whether charges of the category Tax count
 * @param credits whether those of the category Credit do
 * @param corrections whether rows of the class Correction do: they belong to months before
 */
public record BillRules(boolean tax, boolean credits, boolean corrections) {

  /** What running it costs: no tax, no vouchers, nothing of earlier months. */
  public static final BillRules USUAL = new BillRules(false, false, false);

  /** Why a row does not count; empty when it does. */
  public String leftOut(String category, String chargeClass) {
    if (!corrections && chargeClass.equalsIgnoreCase("Correction")) {
      return "Correction";
    }
    if (!tax && category.equalsIgnoreCase("Tax")) {
      return "Tax";
    }
    return !credits && category.equalsIgnoreCase("Credit") ? "Credit" : "";
  }
}
