// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * How far from the forecast the truth has been, by step ahead.
 *
 * <p>Note. Split conformal prediction on rolling origins (Stankeviciute et al. 2021): errors are
 * divided by a scale per step, pooled over steps and origins, and their quantiles are multiplied by
 * the scale again. No normality and no square-root rule is assumed where errors exist.
 */
final class Spread {

  private static final double NORMAL_80 = 1.2816;

  private final double[] scale;
  private final double[] sizes;
  private final double[][] standard;

  private Spread(double[] scale, double[] sizes, double[][] standard) {
    this.scale = scale;
    this.sizes = sizes;
    this.standard = standard;
  }

  /** From errors by origin and step, newest origin first; the fallback is the size of one step. */
  static Spread of(double[][] errors, int horizon, double fallback) {
    double[] scale = scale(errors, horizon, fallback);
    double[][] standard = new double[errors.length][];
    for (int i = 0; i < errors.length; i++) {
      double[] row = errors[i];
      standard[i] = new double[row.length];
      Arrays.setAll(standard[i], h -> scale[h] > 0 ? row[h] / scale[h] : 0);
    }
    double[] sizes =
        Arrays.stream(standard).flatMapToDouble(Arrays::stream).map(Math::abs).sorted().toArray();
    return new Spread(scale, sizes, standard);
  }

  /** Mean absolute error per step, smoothed over its neighbours and never shrinking. */
  private static double[] scale(double[][] errors, int horizon, double fallback) {
    double[] sums = new double[horizon];
    int[] counts = new int[horizon];
    for (double[] row : errors) {
      for (int h = 0; h < row.length; h++) {
        sums[h] += Math.abs(row[h]);
        counts[h]++;
      }
    }
    double[] scale = new double[horizon];
    double least = 0;
    for (int h = 0; h < horizon; h++) {
      int reach = h / 3 + 1;
      double sum = 0;
      int count = 0;
      for (int i = Math.max(0, h - reach); i <= Math.min(horizon - 1, h + reach); i++) {
        sum += sums[i];
        count += counts[i];
      }
      double grown = count > 0 ? sum / count : fallback * Math.sqrt(h + 1);
      least = Math.max(least, Double.isFinite(grown) ? grown : fallback);
      scale[h] = least;
    }
    return scale;
  }

  /** Half the width of the central band of this level (0 to 1) at step h from 0. */
  double half(double level, int h) {
    return scale[h] * multiple(level);
  }

  private double multiple(double level) {
    double tail = Normal.quantile((1 + level) / 2);
    if (sizes.length == 0) {
      return tail * 1.25;
    }
    double at80 = empirical(0.8);
    return Math.max(level <= 0.8 ? 0 : at80 * tail / NORMAL_80, empirical(level));
  }

  private double empirical(double level) {
    double rank = level * (sizes.length + 1) - 1;
    int below = Math.clamp((int) Math.floor(rank), 0, sizes.length - 1);
    int above = Math.min(sizes.length - 1, below + 1);
    double share = Math.clamp(rank - below, 0, 1);
    return sizes[below] * (1 - share) + sizes[above] * share;
  }

  /** One path of errors: blocks of earlier paths, sign and size drawn. */
  double[] path(RandomGenerator random) {
    int horizon = scale.length;
    double[] path = new double[horizon];
    double sign = random.nextBoolean() ? 1 : -1;
    double[] own = standard.length == 0 ? path : standard[random.nextInt(standard.length)];
    double level = random.nextGaussian() * 0.5;
    for (int h = 0; h < horizon; h++) {
      double z = own.length == 0 ? random.nextGaussian() : own[h % own.length];
      path[h] = scale[h] * (sign * z + level);
    }
    return path;
  }
}
