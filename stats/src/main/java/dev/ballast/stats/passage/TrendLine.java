// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.passage;

import dev.ballast.stats.forecast.Options;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A straight line with a season around it, for a series that is one.
 *
 * <p>Note. A disk that fills by the same amount each day is known better than a few rolling origins
 * can tell. So where the history is too short for these, a least-squares line through the
 * deseasonalised values is trusted when what it leaves looks like noise: a lag-1 autocorrelation r
 * of at most {@value #MEMORY}, which neither curves nor random walks have. Futures are the line
 * with level and slope drawn from their sampling distribution, whose variance is multiplied by (1 +
 * r) / (1 - r) and by f / (f - 2) of Student's t with f degrees of freedom, and residuals of an
 * AR(1) with innovations drawn from those that were seen. O(n) to fit, O(N H) to draw.
 */
final class TrendLine {

  private static final double MEMORY = 0.5;
  private static final int LEAST = 6;

  /** Square of what rounding leaves of values of size one. */
  private static final double ROUNDING = 1e-24;

  private static final int SEASONS = 3;

  private final int n;
  private final double[] season;
  private final double level;
  private final double slope;
  private final double levelError;
  private final double slopeError;
  private final double memory;
  private final double last;
  private final double[] innovations;

  private TrendLine(double[] y, int period) {
    this.n = y.length;
    this.season = seasonOf(y, period);
    double middle = (n - 1) / 2.0;
    double[] rest = new double[n];
    Arrays.setAll(rest, t -> y[t] - season[t % period]);
    double mean = Arrays.stream(rest).average().orElse(0);
    double cross = 0;
    for (int t = 0; t < n; t++) {
      cross += (t - middle) * (rest[t] - mean);
    }
    double squares = n * ((double) n * n - 1) / 12;
    this.slope = cross / squares;
    this.level = mean - slope * middle;
    double sum = 0;
    double product = 0;
    for (int t = 0; t < n; t++) {
      rest[t] -= mean + slope * (t - middle);
      sum += rest[t] * rest[t];
      product += t > 0 ? rest[t] * rest[t - 1] : 0;
    }
    double top = Arrays.stream(y).map(Math::abs).max().orElse(0);
    this.memory = sum > ROUNDING * top * top * n ? product / sum : 0;
    double known = Math.max(0, Math.min(MEMORY, memory));
    double free = Math.max(3, n - 1 - period);
    double variance = sum / free * (1 + known) / (1 - known) * free / (free - 2);
    this.levelError = Math.sqrt(variance / n);
    this.slopeError = Math.sqrt(variance / squares);
    this.last = rest[n - 1];
    double wider = Math.sqrt(n / free);
    this.innovations = new double[n - 1];
    Arrays.setAll(innovations, t -> (rest[t + 1] - known * rest[t]) * wider);
  }

  /**
   * The line of a series without gaps, if that is what it is.
   *
   * @param period 1 when there is no season
   */
  static Optional<TrendLine> find(double[] y, int period) {
    double top = Arrays.stream(y).map(Math::abs).max().orElse(0);
    if (y.length < Math.max(LEAST, period > 1 ? SEASONS * period : 0) || !(top < 1e150)) {
      return Optional.empty();
    }
    TrendLine line = new TrendLine(y, period);
    return line.memory <= MEMORY ? Optional.of(line) : Optional.empty();
  }

  /** Mean of each phase around a line through the means of whole periods; adds up to zero. */
  private static double[] seasonOf(double[] y, int period) {
    double[] season = new double[period];
    if (period == 1) {
      return season;
    }
    int whole = y.length / period * period;
    int start = y.length - whole;
    int periods = whole / period;
    double first = Arrays.stream(y, start, start + period).average().orElse(0);
    double newest = Arrays.stream(y, y.length - period, y.length).average().orElse(0);
    double perStep = (newest - first) / Math.max(1, whole - period);
    double mean = Arrays.stream(y, start, y.length).average().orElse(0);
    for (int t = start; t < y.length; t++) {
      double line = mean + perStep * (t - start - (whole - 1) / 2.0);
      season[t % period] += (y[t] - line) / periods;
    }
    return season;
  }

  double[] mean(Options options) {
    double[] mean = new double[options.horizon()];
    Arrays.setAll(
        mean,
        h ->
            Math.clamp(
                level + slope * (n + h) + season[(n + h) % season.length],
                options.lower(),
                options.upper()));
    return mean;
  }

  /** Futures by path and step. */
  double[][] paths(Options options, int count, RandomGenerator random) {
    double middle = (n - 1) / 2.0;
    double known = Math.max(0, memory);
    double[][] paths = new double[count][options.horizon()];
    for (double[] path : paths) {
      double up = random.nextGaussian() * levelError;
      double steeper = random.nextGaussian() * slopeError;
      double rest = last;
      for (int h = 0; h < path.length; h++) {
        int t = n + h;
        rest = known * rest + innovations[random.nextInt(innovations.length)];
        double value = level + slope * t + season[t % season.length] + up + steeper * (t - middle);
        path[h] = Math.clamp(value + rest, options.lower(), options.upper());
      }
    }
    return paths;
  }
}
