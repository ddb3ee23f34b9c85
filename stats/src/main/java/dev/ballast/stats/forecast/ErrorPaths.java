// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Draws whole paths of errors.
 *
 * <p>Note. A block bootstrap gives the dependence between steps: a path is the mixture of two
 * earlier error paths, each whole (or, where the history was too short for whole ones, in the
 * blocks there are) and of either sign. The calibrated bands give the sizes: at each step the drawn
 * values are replaced, in their order, by the quantiles of the band there, as the Schaake shuffle
 * does (Clark et al. 2004). O(H N log N) for N paths.
 */
final class ErrorPaths {

  private final Spread spread;
  private final RandomGenerator random;

  ErrorPaths(Spread spread, RandomGenerator random) {
    this.spread = spread;
    this.random = random;
  }

  /** Errors by path and step. */
  double[][] draw(int count) {
    int horizon = spread.horizon();
    double[][] paths = new double[count][];
    Arrays.setAll(paths, i -> dependence(horizon));
    double[] multiples = multiples(count);
    for (int h = 0; h < horizon; h++) {
      int step = h;
      int[] order =
          IntStream.range(0, count)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> paths[i][step]))
              .mapToInt(Integer::intValue)
              .toArray();
      for (int rank = 0; rank < count; rank++) {
        paths[order[rank]][h] = multiples[rank] * spread.scale(h);
      }
    }
    return paths;
  }

  /** Evenly spread quantiles, from the lowest. */
  private double[] multiples(int count) {
    double[] multiples = new double[count];
    for (int rank = 0; rank < count; rank++) {
      double probability = (rank + 0.5) / count;
      double size = spread.multiple(Math.abs(2 * probability - 1));
      multiples[rank] = probability < 0.5 ? -size : size;
    }
    return multiples;
  }

  private double[] dependence(int horizon) {
    double[][] rows = spread.standard();
    double[] path = new double[horizon];
    if (rows.length == 0) {
      double walk = 0;
      for (int h = 0; h < horizon; h++) {
        walk += random.nextGaussian();
        path[h] = walk;
      }
      return path;
    }
    double angle = random.nextDouble() * 2 * Math.PI;
    double one = Math.cos(angle);
    double other = Math.sin(angle);
    for (int h = 0; h < horizon; ) {
      double[] first = rows[random.nextInt(rows.length)];
      double[] second = rows[random.nextInt(rows.length)];
      int block = Math.min(horizon - h, Math.min(first.length, second.length));
      for (int i = 0; i < block; i++) {
        path[h + i] = one * first[i] + other * second[i];
      }
      h += block;
    }
    return path;
  }
}
