// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.kayenta;

import dev.ballast.stats.rank.NormalQuantile;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What happens to a metric's values before they are compared, and their summary. */
public final class Samples {

  private Samples() {}

  public static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  public static double min(double[] values) {
    return Arrays.stream(values).min().orElse(0);
  }

  public static double max(double[] values) {
    return Arrays.stream(values).max().orElse(0);
  }

  /** The sample standard deviation; 0 below two values. */
  public static double deviation(double[] values) {
    return values.length < 2 ? 0 : Math.sqrt(squares(values) / (values.length - 1));
  }

  private static double squares(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
  }

  /** Linear between the neighbours at 1 + (n - 1) percent / 100 (type 7); 0 without values. */
  public static double percentile(double[] values, double percent) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = (sorted.length - 1) * percent / 100;
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** Without NaN, or with 0 in its place. */
  public static double[] cleaned(double[] values, NanStrategy strategy) {
    return switch (strategy) {
      case REMOVE -> Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
      case REPLACE -> Arrays.stream(values).map(v -> Double.isNaN(v) ? 0 : v).toArray();
    };
  }

  /** Outside Tukey's fences, or also outside the first and last percentile when less sensitive. */
  public static boolean[] outsideFences(double[] values, double factor, boolean lessSensitive) {
    double low = percentile(values, 25);
    double high = percentile(values, 75);
    double range = high - low;
    double floor = low - factor * range;
    double ceiling = high + factor * range;
    if (lessSensitive) {
      floor = Math.min(floor, percentile(values, 1));
      ceiling = Math.max(ceiling, percentile(values, 99));
    }
    boolean[] outside = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      outside[i] = values[i] < floor || values[i] > ceiling;
    }
    return outside;
  }

  /** More than k population standard deviations from the mean. */
  public static boolean[] outsideDeviations(double[] values, double k) {
    double mean = mean(values);
    double limit = k * Math.sqrt(squares(values) / values.length);
    boolean[] outside = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      outside[i] = Math.abs(values[i] - mean) > limit;
    }
    return outside;
  }

  public static double[] without(double[] values, boolean[] outliers) {
    return IntStream.range(0, values.length)
        .filter(i -> !outliers[i])
        .mapToDouble(i -> values[i])
        .toArray();
  }

  /**
   * Breaks ties by Gaussian noise. Kayenta draws it; these are the quantiles of the distribution at
   * equal steps, so that the same metric always gets the same verdict.
   */
  public static double[] noisy(double[] values, double mean, double deviation) {
    double[] noisy = values.clone();
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] += mean + deviation * NormalQuantile.of((i + 0.5) / noisy.length);
    }
    return noisy;
  }

  /** Whether all values are one and the same; true without values. */
  static boolean constant(double[] values) {
    return Arrays.stream(values).distinct().limit(2).count() < 2;
  }
}
