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
 * Simulated futures of one series, fitted to what still counts: the peaks of a sawtooth, what came
 * since a change, or everything. Finite for any input, as the {@link Portfolio} is.
 */
public final class Futures {

  /** Enough for probabilities to a percentage point. */
  public static final int PATHS = 2_000;

  private static final int SEASONS = 3;
  private static final String LINE = "straight line";

  private final double[][] paths;
  private final double[][] byStep;
  private final double[] mean;
  private final Drawn drawn;
  private final Course course;

  /** Futures, and who says so. */
  static final class Drawn {

    private final double[][] paths;
    private final double[] mean;
    private final Forecast forecast;
    private final boolean line;

    private Drawn(double[][] paths, double[] mean, Forecast forecast, boolean line) {
      this.paths = paths;
      this.mean = mean;
      this.forecast = forecast;
      this.line = line;
    }

    double[][] paths() {
      return paths;
    }

    Forecast forecast() {
      return forecast;
    }

    /** Whether the portfolio was only asked for the season, and a straight line speaks. */
    boolean line() {
      return line;
    }

    /** Of what still counts, by the portfolio, or by a line where that is all there is to see. */
    static Drawn of(double[] y, Options options, int count, RandomGenerator random) {
      Forecast forecast = Portfolio.fit(y, options);
      if (forecast.origins() < Forecast.ENOUGH_ORIGINS) {
        Options bounded = forecast.bounds();
        var line = TrendLine.find(Gaps.filled(y), forecast.periods().first());
        if (line.isPresent()) {
          TrendLine found = line.get();
          return new Drawn(
              found.paths(bounded, count, random), found.mean(bounded), forecast, true);
        }
      }
      return new Drawn(forecast.paths(count, random), forecast.mean(), forecast, false);
    }
  }

  private Futures(double[][] paths, double[] mean, Drawn drawn, Course course) {
    this.paths = paths;
    this.mean = mean;
    this.drawn = drawn;
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
    var teeth = Sawtooth.find(filled);
    if (teeth.isPresent()) {
      Sawtooth saw = teeth.get();
      Course course = new Course.Teeth(saw.resets(), saw.length(), saw.depth());
      Drawn tops = saw.tops(options, count, random);
      double[][] paths = saw.paths(tops.paths(), options, random);
      return new Futures(paths, medians(paths), tops, course);
    }
    int season = Portfolio.season(y, options).first();
    int start = Regime.start(filled, season);
    if (start > 0 && y.length - start >= SEASONS * season) {
      double[] since = Arrays.copyOfRange(y, start, y.length);
      return new Futures(Drawn.of(since, options, count, random), new Course.Changed(since.length));
    }
    return new Futures(Drawn.of(y, options, count, random), new Course.Steady());
  }

  private Futures(Drawn drawn, Course course) {
    this(drawn.paths, drawn.mean, drawn, course);
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

  /** When a limit is first reached, with probabilities that have come true as often. */
  public FirstPassage passage(double[] before, Crossing crossing) {
    return FirstPassage.of(paths, before, crossing).calibrated(Reliability::of);
  }

  public Course course() {
    return course;
  }

  /** The periods that were used; in teeth for a sawtooth. */
  public Periods periods() {
    return drawn.forecast().periods();
  }

  /** Everyone who was asked, the best back-test first. */
  public List<Forecast.Member> members() {
    List<Forecast.Member> asked = drawn.forecast().members();
    if (!drawn.line()) {
      return asked;
    }
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(new Forecast.Member(LINE, Double.NaN, true)),
            asked.stream().map(m -> new Forecast.Member(m.name(), m.error(), false)))
        .toList();
  }

  /** One or two sentences for people: from what, by whom, and why these. */
  public String explanation() {
    return drawn.line()
        ? "A straight line"
            + (drawn.forecast().periods().seasonal()
                ? " with season " + drawn.forecast().periods().first()
                : "")
            + ": what it leaves is noise, and the history is too short to compare forecasters."
        : drawn.forecast().explanation();
  }
}
