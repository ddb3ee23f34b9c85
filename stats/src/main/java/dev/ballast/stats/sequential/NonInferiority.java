// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.sequential;

/**
 * Evidence that the canary is <em>not</em> worse by a margin: what allows to promote it.
 *
 * <p>Against "the canary's rate is at least m": (a/m)^bad exp(total (m - a)) for a rate a below m,
 * the likelihood ratio of Poisson counts, a supermartingale for every rate from m on. Against "at
 * least r times the baseline's": (1/r)^canary (sr + 1 - s)^(canary + baseline), the bet of {@link
 * MixtureEProcess} turned around. Both need counts only, so they can be asked for any margin at any
 * time; for one margin fixed beforehand they are valid at any time. Howard and others, Time-uniform
 * Chernoff bounds, 2020. Tempered by 1/phi for clusters. O(1).
 */
public final class NonInferiority {

  private NonInferiority() {}

  /**
   * Log e-value against a canary's rate of at least {@code margin}.
   *
   * @param expected the rate that a healthy canary has, below the margin
   */
  public static double belowRate(
      ArmCounts counts, double expected, double margin, Overdispersion dispersion) {
    double floor = Math.max(expected, margin * 1e-3);
    return (counts.canaryBad() * Math.log(floor / margin) + counts.canaryTotal() * (margin - floor))
        / dispersion.phi();
  }

  /** Log e-value against a canary that fails at least {@code ratio} times as often. */
  public static double belowRatio(
      double share, ArmCounts counts, double ratio, Overdispersion dispersion) {
    double all = (double) counts.canaryBad() + counts.baselineBad();
    return (all * Math.log(share * ratio + 1 - share) - counts.canaryBad() * Math.log(ratio))
        / dispersion.phi();
  }
}
