// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import dev.ballast.stats.rank.NormalQuantile;
import java.util.Arrays;

/**
 * How far from the forecast the truth has been, by step ahead.
 *
 * <p>Note. Split conformal prediction on rolling origins (Stankeviciute et al. 2021): errors are
 * divided by a scale per step, pooled over steps and origins, and their quantiles are multiplied by
 * the scale again. The scale per step is the mean absolute error around that step, shrunk towards a
 * common growth of (h+1)^0.6 when few windows were tested; the width grows by 1 + w^-1.5 with w
 * windows, since members were chosen on the very errors that are measured. Both constants are those
 * under which the open series of all sets are covered as promised; docs/decisions has the table.
 */
final class Spread {

  private static final double GROWTH = 0.6;
  private static final double PRIOR_WINDOWS = 2;
  private static final double LEAST_WINDOWS = 0.5;
  private static final double DOUBT_POWER = -1.5;
  private static final double BODY = 0.8;

  /** Standard deviation of a normal variable over its mean size. */
  private static final double NORMAL = 1.2533;

  private final double[] scale;
  private final double[] sizes;
  private final double[][] standard;

  private Spread(double[] scale, double[][] standard) {
    this.scale = scale;
    this.standard = standard;
    this.sizes =
        Arrays.stream(standard).flatMapToDouble(Arrays::stream).map(Math::abs).sorted().toArray();
  }

  /**
   * From errors by origin and step.
   *
   * @param windows how many horizons were tested without overlap
   * @param oneStep mean size of an error one step ahead, for when there is no back-test
   */
  static Spread of(double[][] errors, double windows, int horizon, double oneStep) {
    double[] raw = scale(errors, windows, horizon, oneStep);
    double[][] standard = new double[errors.length][];
    for (int i = 0; i < errors.length; i++) {
      double[] row = errors[i];
      standard[i] = new double[row.length];
      Arrays.setAll(standard[i], h -> raw[h] > 0 ? row[h] / raw[h] : 0);
    }
    double wider = 1 + Math.pow(Math.max(LEAST_WINDOWS, windows), DOUBT_POWER);
    return new Spread(Arrays.stream(raw).map(s -> s * wider).toArray(), standard);
  }

  private static double[] scale(double[][] errors, double windows, int horizon, double oneStep) {
    double[] sums = new double[horizon];
    int[] counts = new int[horizon];
    for (double[] row : errors) {
      for (int h = 0; h < row.length; h++) {
        sums[h] += Math.abs(row[h]);
        counts[h]++;
      }
    }
    double unit = unit(sums, counts, oneStep);
    double trust = windows / (windows + PRIOR_WINDOWS);
    double[] scale = new double[horizon];
    double least = 0;
    for (int h = 0; h < horizon; h++) {
      double prior = unit * growth(h);
      least = Math.max(least, around(sums, counts, h, prior));
      scale[h] = trust * least + (1 - trust) * prior;
    }
    return scale;
  }

  private static double growth(int h) {
    return Math.pow(h + 1, GROWTH);
  }

  /** Mean size of an error as if it were one step ahead. */
  private static double unit(double[] sums, int[] counts, double oneStep) {
    double sum = 0;
    int count = 0;
    for (int h = 0; h < sums.length; h++) {
      sum += sums[h] / growth(h);
      count += counts[h];
    }
    return count > 0 ? sum / count : oneStep;
  }

  /** Mean size over the steps around one, more of them further ahead. */
  private static double around(double[] sums, int[] counts, int h, double fallback) {
    int reach = h / 3 + 1;
    double sum = 0;
    int count = 0;
    for (int i = Math.max(0, h - reach); i <= Math.min(sums.length - 1, h + reach); i++) {
      sum += sums[i];
      count += counts[i];
    }
    return count > 0 ? sum / count : fallback;
  }

  int horizon() {
    return scale.length;
  }

  /** The size of the errors at step h, from 0. */
  double scale(int h) {
    return scale[h];
  }

  /** Earlier errors over their scale, by origin and step; the dependence between steps. */
  double[][] standard() {
    return standard;
  }

  /** Half the width of the central band of this level (0 to 1) in units of the scale. */
  double multiple(double level) {
    double tail = NormalQuantile.of((1 + level) / 2);
    if (sizes.length == 0) {
      return tail * NORMAL;
    }
    double empirical = empirical(level);
    return level <= BODY
        ? empirical
        : Math.max(empirical, empirical(BODY) * tail / NormalQuantile.of((1 + BODY) / 2));
  }

  /** The conformal quantile: rank level (n + 1), between neighbours, from zero at level zero. */
  private double empirical(double level) {
    double rank = level * (sizes.length + 1) - 1;
    if (rank < 0) {
      return sizes[0] * (rank + 1);
    }
    int below = Math.clamp((int) Math.floor(rank), 0, sizes.length - 1);
    int above = Math.min(sizes.length - 1, below + 1);
    double share = Math.clamp(rank - below, 0, 1);
    return sizes[below] * (1 - share) + sizes[above] * share;
  }
}
