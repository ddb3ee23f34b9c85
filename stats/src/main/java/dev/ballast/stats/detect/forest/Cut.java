// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.forest;

import java.util.random.RandomGenerator;

/**
 * One random cut of the rows of a node: a hyperplane through a random point of their bounding box.
 *
 * <p>With one feature it is the cut of Liu, Ting and Zhou; with several the directions are normal
 * variates (Hariri, Carrasco Kind and Brunner, Extended Isolation Forest, 2019), here divided by
 * the feature's range in the node, so that units do not decide.
 */
@SuppressWarnings("ArrayRecordComponent")
record Cut(int[] features, double[] slopes, double offset) {

  /** Null when no feature differs among the rows. */
  static @org.jspecify.annotations.Nullable Cut random(
      Box box, int extension, RandomGenerator random) {
    int[] usable = box.usable();
    if (usable.length == 0) {
      return null;
    }
    int count = Math.min(extension + 1, usable.length);
    int[] features = new int[count];
    double[] slopes = new double[count];
    double offset = 0;
    for (int i = 0; i < count; i++) {
      int pick = random.nextInt(i, usable.length);
      int feature = usable[pick];
      usable[pick] = usable[i];
      features[i] = feature;
      double range = box.high[feature] - box.low[feature];
      slopes[i] = count == 1 ? 1 : random.nextGaussian() / range;
      offset += slopes[i] * (box.low[feature] + random.nextDouble() * range);
    }
    return new Cut(features, slopes, offset);
  }

  /** Below 0 on the left side; NaN when a feature that the cut needs is missing. */
  double side(double[] row) {
    double sum = -offset;
    for (int i = 0; i < features.length; i++) {
      sum += slopes[i] * row[features[i]];
    }
    return sum;
  }

  /** Smallest and largest known value of each feature. */
  static final class Box {
    final double[] low;
    final double[] high;

    Box(double[][] rows, int[] chosen, int from, int to) {
      int width = rows[0].length;
      low = new double[width];
      high = new double[width];
      java.util.Arrays.fill(low, Double.POSITIVE_INFINITY);
      java.util.Arrays.fill(high, Double.NEGATIVE_INFINITY);
      for (int i = from; i < to; i++) {
        double[] row = rows[chosen[i]];
        for (int f = 0; f < width; f++) {
          if (Double.isFinite(row[f])) {
            low[f] = Math.min(low[f], row[f]);
            high[f] = Math.max(high[f], row[f]);
          }
        }
      }
    }

    int[] usable() {
      return java.util.stream.IntStream.range(0, low.length)
          .filter(f -> low[f] < high[f])
          .toArray();
    }
  }
}
