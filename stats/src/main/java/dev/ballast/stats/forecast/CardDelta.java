// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import java.util.Arrays;

/**
 * Continues by the usual differences: seasonal means of them, newer seasons counting more, and
 * their overall mean, damped, with large ones set aside.
 */
final class CardDelta {

  private static final double KEPT = 0.98;
  private static final double MEMORY = 0.9;
  private static final double DAMPING_PER_STEP = 0.9;
  private static final double DAMPING_PER_SEASON = 0.5;

  private CardDelta() {}

  static double[] forecast(double[] y, int m, int second, int horizon) {
    int n = y.length;
    double[] differences = new double[n - 1];
    Arrays.setAll(differences, t -> y[t + 1] - y[t]);
    double mean = trimmedMean(differences);
    int period = second > 1 ? second : m;
    double[] profile = profile(differences, period, m);
    double damping = m > 1 ? Math.pow(DAMPING_PER_SEASON, 1.0 / m) : DAMPING_PER_STEP;
    double[] result = new double[horizon];
    double value = y[n - 1];
    double weight = 1;
    for (int h = 0; h < horizon; h++) {
      weight *= damping;
      value += profile[(n - 1 + h) % period] + mean * weight;
      result[h] = value;
    }
    return result;
  }

  private static double trimmedMean(double[] differences) {
    double[] sizes = Arrays.stream(differences).map(Math::abs).sorted().toArray();
    double bound = sizes[(int) Math.min(sizes.length - 1, Math.ceil(sizes.length * KEPT))];
    return Arrays.stream(differences).filter(d -> Math.abs(d) <= bound).average().orElse(0);
  }

  /**
   * Seasonal means of the differences, summing to zero over the period; for a second period the
   * phase means are shrunk towards those of the first.
   */
  private static double[] profile(double[] differences, int period, int m) {
    double[] profile = new double[period];
    if (period == 1) {
      return profile;
    }
    double[] own = means(differences, period);
    double[] first = period == m ? own : means(differences, m);
    int seasons = differences.length / period;
    double trust = period == m ? 1 : seasons / (seasons + 1.0);
    Arrays.setAll(profile, i -> trust * own[i] + (1 - trust) * first[i % m]);
    double mean = Arrays.stream(profile).average().orElse(0);
    return Arrays.stream(profile).map(v -> v - mean).toArray();
  }

  private static double[] means(double[] differences, int period) {
    double[] sums = new double[period];
    double[] weights = new double[period];
    double step = Math.pow(MEMORY, 1.0 / period);
    double weight = 1;
    for (int t = differences.length - 1; t >= 0; t--, weight *= step) {
      sums[t % period] += weight * differences[t];
      weights[t % period] += weight;
    }
    Arrays.setAll(sums, i -> weights[i] > 0 ? sums[i] / weights[i] : 0);
    return sums;
  }
}
