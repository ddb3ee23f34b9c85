// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.passage;

import dev.ballast.stats.Gaps;
import dev.ballast.stats.forecast.Forecast;
import dev.ballast.stats.forecast.Options;
import dev.ballast.stats.forecast.Portfolio;
import dev.ballast.stats.season.Periods;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Simulated futures of one series: those of its {@link Portfolio}, fitted to what still counts.
 * Finite for any input, as the portfolio is.
 */
public final class Futures {

  /** Enough for probabilities to a percentage point. */
  public static final int PATHS = 2_000;

  private static final int SEASONS = 3;

  private final double[][] paths;
  private final double[][] byStep;
  private final double[] mean;
  private final Forecast forecast;
  private final Course course;

  private Futures(double[][] paths, double[] mean, Forecast forecast, Course course) {
    this.paths = paths;
    this.mean = mean;
    this.forecast = forecast;
    this.course = course;
    this.byStep = new double[mean.length][paths.length];
    for (int h = 0; h < mean.length; h++) {
      for (int i = 0; i < paths.length; i++) {
        byStep[h][i] = paths[i][h];
      }
      Arrays.sort(byStep[h]);
    }
  }

  /** Of a series in equal steps, oldest first; what is not finite is missing. */
  public static Futures of(double[] y, Options options, int count, RandomGenerator random) {
    double[] filled = Gaps.filled(y);
    Forecast whole = Portfolio.fit(y, options);
    var teeth = Sawtooth.find(filled);
    if (teeth.isPresent()) {
      Sawtooth saw = teeth.get();
      double[][] paths = saw.paths(options, count, random);
      Course course = new Course.Teeth(saw.resets(), saw.length(), saw.depth());
      return new Futures(paths, medians(paths), whole, course);
    }
    int season = whole.periods().first();
    int start = Regime.start(filled, season);
    if (start > 0 && y.length - start >= SEASONS * season) {
      Forecast since = Portfolio.fit(Arrays.copyOfRange(y, start, y.length), options);
      return new Futures(
          since.paths(count, random), since.mean(), since, new Course.Changed(y.length - start));
    }
    return new Futures(whole.paths(count, random), whole.mean(), whole, new Course.Steady());
  }

  private static double[] medians(double[][] paths) {
    double[] medians = new double[paths[0].length];
    double[] column = new double[paths.length];
    for (int h = 0; h < medians.length; h++) {
      int step = h;
      Arrays.setAll(column, i -> paths[i][step]);
      Arrays.sort(column);
      medians[h] = column[column.length / 2];
    }
    return medians;
  }

  public int horizon() {
    return mean.length;
  }

  public int count() {
    return paths.length;
  }

  /** The most likely values; index 0 is one step ahead. */
  public double[] mean() {
    return mean.clone();
  }

  /** The value that this share of the futures stays at or below, at a step from 0. */
  public double quantile(double probability, int step) {
    double rank = probability * (byStep[step].length - 1);
    int below = (int) Math.floor(rank);
    int above = Math.min(byStep[step].length - 1, below + 1);
    double share = rank - below;
    return byStep[step][below] * (1 - share) + byStep[step][above] * share;
  }

  /** When a limit is first reached. */
  public FirstPassage passage(double[] before, Crossing crossing) {
    return FirstPassage.of(paths, before, crossing);
  }

  public Course course() {
    return course;
  }

  public Periods periods() {
    return forecast.periods();
  }

  public List<Forecast.Member> members() {
    return forecast.members();
  }

  /** One or two sentences for people: from what, by whom, and why these. */
  public String explanation() {
    return forecast.explanation();
  }
}
