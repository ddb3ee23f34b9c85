// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.decompose;

import java.util.Arrays;
import java.util.List;

/** A series as the sum of a trend, one component per period, and what remains. */
public final class Decomposition {

  private final double[] trend;
  private final List<double[]> seasons;
  private final double[] remainder;

  Decomposition(double[] trend, List<double[]> seasons, double[] remainder) {
    this.trend = trend;
    this.seasons = List.copyOf(seasons);
    this.remainder = remainder;
  }

  public double[] trend() {
    return trend.clone();
  }

  /** The component of the period at this index, shortest period first. */
  public double[] season(int index) {
    return seasons.get(index).clone();
  }

  public double[] remainder() {
    return remainder.clone();
  }

  /** Trend and remainder: the series without its seasons. */
  public double[] adjusted() {
    double[] adjusted = new double[trend.length];
    Arrays.setAll(adjusted, t -> trend[t] + remainder[t]);
    return adjusted;
  }

  /**
   * How strong a season is, 0 to 1: one minus the variance of the remainder over that of remainder
   * and season together (Wang, Smith, Hyndman 2006).
   */
  public double strength(int index) {
    double[] both = new double[remainder.length];
    double[] season = seasons.get(index);
    Arrays.setAll(both, t -> season[t] + remainder[t]);
    double variance = variance(both);
    return variance > 0 ? Math.max(0, 1 - variance(remainder) / variance) : 0;
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
  }
}
