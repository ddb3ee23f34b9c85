// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.decompose;

import org.jspecify.annotations.Nullable;

/**
 * Local linear regression on equal steps.
 *
 * <p>Note. Cleveland (1979), "Robust locally weighted regression": at each point a line through the
 * nearest {@code window} points, weighted by the tricube of their distance and by their own trust.
 * One value costs O(window); with a jump, only every so manieth value is fitted and the others lie
 * on lines between.
 */
final class Loess {

  private Loess() {}

  /**
   * Smooth values at 0..n-1.
   *
   * @param trust weight of each point, or null when all count the same
   * @param window how many points count, at least 2; more than n widens the tricube instead
   */
  static double[] smooth(double[] y, double @Nullable [] trust, int window, int jump) {
    int n = y.length;
    double[] smooth = new double[n];
    int last = 0;
    for (int t = 0; ; t = Math.min(n - 1, t + jump)) {
      smooth[t] = at(y, trust, window, t);
      for (int i = last + 1; i < t; i++) {
        double share = (i - last) / (double) (t - last);
        smooth[i] = smooth[last] * (1 - share) + smooth[t] * share;
      }
      last = t;
      if (t == n - 1) {
        return smooth;
      }
    }
  }

  /** The smooth value at a place, which may lie before the first or after the last point. */
  static double at(double[] y, double @Nullable [] trust, int window, double place) {
    int n = y.length;
    int count = Math.min(window, n);
    int from = Math.clamp(Math.round(place - (count - 1) / 2.0), 0, n - count);
    int to = from + count;
    double reach = Math.max(place - from, to - 1 - place);
    if (window > n) {
      reach += (window - n) / 2.0;
    }
    double weights = 0;
    double meanX = 0;
    double meanY = 0;
    double[] w = new double[count];
    for (int i = from; i < to; i++) {
      double weight = tricube(Math.abs(i - place) / Math.max(reach, 1e-9) * 0.999);
      w[i - from] = trust == null ? weight : weight * trust[i];
      weights += w[i - from];
      meanX += w[i - from] * i;
      meanY += w[i - from] * y[i];
    }
    if (!(weights > 0)) {
      return y[Math.clamp(Math.round(place), 0, n - 1)];
    }
    meanX /= weights;
    meanY /= weights;
    double variance = 0;
    double covariance = 0;
    for (int i = from; i < to; i++) {
      variance += w[i - from] * (i - meanX) * (i - meanX);
      covariance += w[i - from] * (i - meanX) * y[i];
    }
    boolean line = Math.sqrt(variance / weights) > 1e-3 * (n - 1);
    return line ? meanY + covariance / variance * (place - meanX) : meanY;
  }

  private static double tricube(double distance) {
    if (distance >= 1) {
      return 0;
    }
    double rest = 1 - distance * distance * distance;
    return rest * rest * rest;
  }
}
