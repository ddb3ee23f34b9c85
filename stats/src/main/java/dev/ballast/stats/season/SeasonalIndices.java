// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.season;

import java.util.Arrays;

/**
 * What each phase of a period is worth against a moving average.
 *
 * <p>Note. Classical decomposition as the M competitions use it (Makridakis et al. 2020, Naive2):
 * means per phase of the ratio (or difference) to a centred moving average over one period,
 * normalised to mean one (zero); O(n). Phase i belongs to the values at i modulo the period.
 */
public final class SeasonalIndices {

  private static final double CRITICAL_90 = 1.645;
  private static final double LEAST_RATIO = 1e-6;

  private final double[] indices;
  private final boolean multiplicative;

  private SeasonalIndices(double[] indices, boolean multiplicative) {
    this.indices = indices;
    this.multiplicative = multiplicative;
  }

  /**
   * Whether the autocorrelation at the period stands out at 90 %, the competitions' rule; never
   * with less than three periods. O(n m).
   */
  public static boolean present(double[] y, int period) {
    int n = y.length;
    if (period <= 1 || n < 3 * period) {
      return false;
    }
    Autocorrelation acf = new Autocorrelation(y);
    double sum = 0;
    for (int lag = 1; lag < period; lag++) {
      double r = acf.at(lag);
      sum += r * r;
    }
    return Math.abs(acf.at(period)) > CRITICAL_90 * Math.sqrt((1 + 2 * sum) / n);
  }

  /** Of at least two periods of finite values; ratios need all of them positive. */
  public static SeasonalIndices of(double[] y, int period, boolean multiplicative) {
    int n = y.length;
    double[] sums = new double[period];
    int[] counts = new int[period];
    int half = period / 2;
    for (int t = half; t < n - half; t++) {
      double average = centred(y, t, period);
      if (multiplicative && !(average > 0)) {
        continue;
      }
      sums[t % period] += multiplicative ? y[t] / average : y[t] - average;
      counts[t % period]++;
    }
    double[] indices = new double[period];
    for (int i = 0; i < period; i++) {
      indices[i] = counts[i] > 0 ? sums[i] / counts[i] : multiplicative ? 1 : 0;
    }
    double mean = Arrays.stream(indices).average().orElse(0);
    for (int i = 0; i < period; i++) {
      indices[i] = multiplicative ? Math.max(LEAST_RATIO, indices[i] / mean) : indices[i] - mean;
    }
    return new SeasonalIndices(indices, multiplicative);
  }

  /** The value at time t without its season. */
  public double remove(double value, int t) {
    double index = indices[t % indices.length];
    return multiplicative ? value / index : value - index;
  }

  /** The value at time t with its season again. */
  public double restore(double value, int t) {
    double index = indices[t % indices.length];
    return multiplicative ? value * index : value + index;
  }

  /** All values without their season. */
  public double[] remove(double[] y) {
    double[] adjusted = new double[y.length];
    Arrays.setAll(adjusted, t -> remove(y[t], t));
    return adjusted;
  }

  private static double centred(double[] y, int t, int period) {
    int half = period / 2;
    double sum = 0;
    if (period % 2 == 1) {
      for (int i = t - half; i <= t + half; i++) {
        sum += y[i];
      }
      return sum / period;
    }
    for (int i = t - half + 1; i < t + half; i++) {
      sum += y[i];
    }
    return (sum + 0.5 * (y[t - half] + y[t + half])) / period;
  }
}
