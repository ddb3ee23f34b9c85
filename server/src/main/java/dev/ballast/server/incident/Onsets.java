// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

/**
 * When a ratio left its past: the share of failures, or the mean duration, step by step.
 *
 * <p>Note. A change point by maximal sums. Half way between the ratio of the earlier part and that
 * of the latest steps is a bound; each step adds what it has above it, weighed by its calls, so
 * that steps with few calls say little. The stretch with the largest sum (Kadane) begins at the
 * onset: a single odd step long before does not reach that far, and quiet steps within do not end
 * it. For two known ratios this is the likelihood-ratio estimate up to the shape of the noise.
 * O(steps).
 */
final class Onsets {

  private static final double EARLIER = 0.6;
  private static final int LATEST = 4;
  private static final int FEWEST = 5;
  private static final double LEAST_WORSE = 1.3;
  private static final double TINY = 1e-9;

  private Onsets() {}

  /**
   * The first odd step; -1 when none is.
   *
   * @param ratios NaN where nothing is known
   * @param calls a second, in the same steps
   * @param noticed the step at which somebody noticed
   */
  static int first(double[] ratios, double[] calls, int noticed) {
    int steps = ratios.length;
    int seen = Math.clamp(noticed, 0, steps);
    int past = (int) Math.ceil(EARLIER * seen);
    if (known(ratios, 0, past) < FEWEST) {
      return -1;
    }
    double usual = mean(ratios, calls, 0, past);
    int from = Math.max(past, Math.min(seen, steps - LATEST));
    double now = mean(ratios, calls, from, steps);
    if (!(now > LEAST_WORSE * usual + TINY)) {
      return -1;
    }
    double bound = (usual + now) / 2;
    double sum = 0;
    double best = 0;
    int start = 0;
    int first = -1;
    for (int i = 0; i < steps; i++) {
      if (sum <= 0) {
        sum = 0;
        start = i;
      }
      if (Double.isFinite(ratios[i])) {
        sum += (ratios[i] - bound) * calls[i];
      }
      if (sum > best) {
        best = sum;
        first = start;
      }
    }
    return first;
  }

  private static int known(double[] ratios, int from, int to) {
    int known = 0;
    for (int i = from; i < to; i++) {
      known += Double.isFinite(ratios[i]) ? 1 : 0;
    }
    return known;
  }

  private static double mean(double[] ratios, double[] calls, int from, int to) {
    double sum = 0;
    double weight = 0;
    for (int i = from; i < to; i++) {
      if (Double.isFinite(ratios[i])) {
        sum += ratios[i] * calls[i];
        weight += calls[i];
      }
    }
    return weight > 0 ? sum / weight : Double.NaN;
  }
}
