// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.rank;

import java.util.Arrays;

/**
 * By how much one sample lies above another: the Hodges-Lehmann estimate of the shift and its
 * confidence interval, as R's {@code wilcox.test(x, y, conf.int = TRUE, exact = FALSE)} gives them.
 *
 * <p>z(d) = (W(d) - nm/2 - sign/2) / sigma, W being the rank sum statistic of x - d against y with
 * average ranks, the half the continuity correction, and sigma corrected for ties. The interval is
 * where z(d) is the normal quantile, the estimate where it is 0. Mann and Whitney 1947, Hodges and
 * Lehmann 1963. z is a step function, so the root finder and its tolerance of 1e-4 are part of the
 * result. O((n + m) log(n + m)) for each evaluation, some twenty for each root.
 */
public final class MannWhitney {

  private static final double TOLERANCE = 1e-4;

  private MannWhitney() {}

  /** The shift of the first sample against the second, and its interval. */
  public record Shift(double lower, double upper, double estimate) {}

  /**
   * Estimates the shift.
   *
   * @param x the sample that may have moved; not empty, like {@code y}
   * @param confidence of the interval, say 0.98
   * @throws ArithmeticException when all values are tied at an end of the search
   */
  public static Shift shift(double[] x, double[] y, double confidence) {
    double low = min(x) - max(y);
    double high = max(x) - min(y);
    double quantile = NormalQuantile.of((1 - confidence) / 2);
    return new Shift(
        bound(x, y, low, high, -quantile),
        bound(x, y, low, high, quantile),
        Zeroin.root(d -> statistic(x, y, d), low, high, TOLERANCE));
  }

  private static double bound(double[] x, double[] y, double low, double high, double quantile) {
    if (statistic(x, y, low) - quantile <= 0) {
      return low;
    }
    if (statistic(x, y, high) - quantile >= 0) {
      return high;
    }
    return Zeroin.root(d -> statistic(x, y, d) - quantile, low, high, TOLERANCE);
  }

  /** The standardized rank sum of x - d against y. */
  public static double statistic(double[] x, double[] y, double d) {
    double n = x.length;
    double m = y.length;
    double[] moved = Arrays.stream(x).map(value -> value - d).sorted().toArray();
    double[] other = y.clone();
    Arrays.sort(other);
    Ranks ranks = Ranks.of(moved, other);
    double centred = ranks.sumOfFirst() - n * (n + 1) / 2 - n * m / 2;
    double spread = Math.sqrt(n * m / 12 * (n + m + 1 - ranks.ties() / ((n + m) * (n + m - 1))));
    if (spread == 0) {
      throw new ArithmeticException("all observations are tied (expected: two different values)");
    }
    return (centred - Math.signum(centred) * 0.5) / spread;
  }

  /** The chance that a value of x exceeds one of y, ties counting half. */
  public static double commonLanguageEffect(double[] x, double[] y) {
    double[] first = x.clone();
    double[] second = y.clone();
    Arrays.sort(first);
    Arrays.sort(second);
    double n = x.length;
    double above = Ranks.of(first, second).sumOfFirst() - n * (n + 1) / 2;
    return above / (n * y.length);
  }

  private static double min(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }
}
