// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import dev.ballast.stats.season.Periods;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** A series' future: the most likely values, how wrong they may be, and who says so. */
public final class Forecast {

  /** From so many whole rolling origins on members are chosen by them. */
  public static final int ENOUGH_ORIGINS = Combination.ENOUGH;

  private static final double MOST_LEVEL = 0.9999;

  /**
   * One forecaster that took part.
   *
   * @param name what it is
   * @param error its mean absolute error on the rolling origins, as a multiple of seasonal naive's;
   *     NaN when the history was too short to tell
   * @param chosen whether the forecast is (also) its own
   */
  public record Member(String name, double error, boolean chosen) {}

  private final double[] mean;
  private final Spread spread;
  private final double unit;
  private final double lower;
  private final double upper;
  private final int origins;
  private final Periods periods;
  private final List<Member> members;
  private final String explanation;

  Forecast(
      double[] mean,
      Spread spread,
      double unit,
      Options options,
      int origins,
      Periods periods,
      List<Member> members,
      String explanation) {
    this.mean = mean.clone();
    this.spread = spread;
    this.unit = unit;
    this.lower = options.lower();
    this.upper = options.upper();
    this.origins = origins;
    this.periods = periods;
    this.members = List.copyOf(members);
    this.explanation = explanation;
  }

  public int horizon() {
    return mean.length;
  }

  /** The most likely values; index 0 is one step ahead. */
  public double[] mean() {
    return mean.clone();
  }

  /**
   * The value that the truth stays below with this probability.
   *
   * @param probability between 0 and 1, both excluded
   * @param step index of the step, from 0
   */
  public double quantile(double probability, int step) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "probability: " + probability + " (expected: between 0 and 1)");
    }
    double level = Math.min(MOST_LEVEL, Math.abs(2 * probability - 1));
    double half = spread.multiple(level) * spread.scale(step) * unit;
    return bounded(probability < 0.5 ? mean[step] - half : mean[step] + half);
  }

  /** The lower ends of the central band of this level, between 0 and 1. */
  public double[] lower(double level) {
    return ends((1 - level) / 2);
  }

  /** The upper ends of the central band of this level, between 0 and 1. */
  public double[] upper(double level) {
    return ends((1 + level) / 2);
  }

  private double[] ends(double probability) {
    double[] ends = new double[mean.length];
    Arrays.setAll(ends, h -> quantile(probability, h));
    return ends;
  }

  /**
   * Possible futures: the forecast plus paths of errors resampled in whole blocks from the rolling
   * origins, so that neighbouring steps err together, and as wide as the bands. By path and step.
   */
  public double[][] paths(int count, RandomGenerator random) {
    double[][] paths = new ErrorPaths(spread, random).draw(count);
    for (double[] path : paths) {
      Arrays.setAll(path, h -> bounded(mean[h] + path[h] * unit));
    }
    return paths;
  }

  /** How many earlier moments, with all of their horizon known, it was tested on. */
  public int origins() {
    return origins;
  }

  /** What was asked for, with the bounds that the history shows. */
  public Options bounds() {
    return new Options(mean.length, periods.first(), lower, upper);
  }

  /** The periods that were used, given or found. */
  public Periods periods() {
    return periods;
  }

  /** Everyone who was asked, the best back-test first. */
  public List<Member> members() {
    return members;
  }

  /** One or two sentences for people: from what, by whom, and why these. */
  public String explanation() {
    return explanation;
  }

  private double bounded(double value) {
    double finite = Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE);
    return Math.clamp(finite, lower, upper);
  }
}
