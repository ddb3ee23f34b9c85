// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.sequential;

/**
 * How much of a bet's logarithm may count when bad events come in clusters.
 *
 * <p>With clusters of Poisson arrivals and sizes of moment generating function M, shared between
 * the arms by share s, the factors exp(t c) and exp(t b) for a bad event of the canary and of the
 * baseline form a supermartingale when s (M(tc) - 1) + (1 - s) (M(tb) - 1) <= 0, whatever the rate
 * of clusters. The left side is convex in t and falls from 0, so there is one largest such t. Here
 * for geometric sizes, M(x) = e^x / (m - (m - 1) e^x) with mean m; t is 1 for m = 1 and about 1/phi
 * = 1/(2m - 1) for small bets. Bisection, {@value #STEPS} steps.
 */
final class Tempering {

  private static final int STEPS = 40;

  private Tempering() {}

  /**
   * The largest valid power of a bet.
   *
   * @param share the canary's share of the traffic
   * @param ratio the risk ratio that is bet on
   * @param size mean size of the clusters, at least 1
   */
  static double power(double share, double ratio, double size) {
    if (size <= 1) {
      return 1;
    }
    double all = Math.log(share * ratio + 1 - share);
    double low = 0;
    double high = 1;
    for (int i = 0; i < STEPS; i++) {
      double middle = (low + high) / 2;
      if (drift(middle * (Math.log(ratio) - all), middle * -all, share, size) <= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double drift(double canary, double baseline, double share, double size) {
    return share * growth(canary, size) + (1 - share) * growth(baseline, size);
  }

  /** M(x) - 1, infinite where the moments end. */
  private static double growth(double x, double size) {
    double rest = size - (size - 1) * Math.exp(x);
    return rest <= 0 ? Double.POSITIVE_INFINITY : Math.exp(x) / rest - 1;
  }
}
