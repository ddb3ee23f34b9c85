// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.sequential;

/**
 * One level for several tests: each gets a part by its weight, and the chance that any of them is
 * ever wrong stays below the sum (Bonferroni, with Ville's inequality for each).
 */
public record AlphaSplit(double alpha, double totalWeight) {

  public AlphaSplit {
    if (!(alpha > 0) || !(alpha < 1) || !(totalWeight > 0)) {
      throw new IllegalArgumentException(
          "alpha, totalWeight: " + alpha + ", " + totalWeight + " (expected: 0 < alpha < 1, > 0)");
    }
  }

  /** The level of a test with this weight. */
  public double levelOf(double weight) {
    return alpha * weight / totalWeight;
  }
}
