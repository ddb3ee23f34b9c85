// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.passage;

import java.util.Arrays;

/**
 * A rising function through points that need not rise: of forecast probabilities to how often they
 * came true.
 *
 * <p>Note. Pool adjacent violators (Ayer et al. 1955): neighbours that fall are replaced by their
 * mean, which is the least-squares fit among all that do not fall. O(n log n) with the sorting.
 * Between the centres of the pools the function is a straight line, so that two different
 * probabilities stay different where there is evidence on both sides.
 */
public final class Isotonic {

  private final double[] at;
  private final double[] value;

  private Isotonic(double[] at, double[] value) {
    this.at = at;
    this.value = value;
  }

  /** The fit to values y at places x, each counting the same. Needs at least one, all finite. */
  public static Isotonic fit(double[] x, double[] y) {
    if (x.length == 0 || x.length != y.length) {
      throw new IllegalArgumentException(
          "points: %d and %d (expected: as many of both, at least 1)"
              .formatted(x.length, y.length));
    }
    Integer[] order = new Integer[x.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(x[a], x[b]));
    double[] place = new double[x.length];
    double[] sum = new double[x.length];
    double[] weight = new double[x.length];
    int pools = 0;
    for (int i = 0; i < order.length; ) {
      int first = i;
      double start = x[order[first]];
      sum[pools] = 0;
      while (i < order.length && x[order[i]] == start) {
        sum[pools] += y[order[i++]];
      }
      weight[pools] = i - first;
      place[pools] = start * weight[pools];
      pools++;
      while (pools > 1
          && sum[pools - 2] * weight[pools - 1] >= sum[pools - 1] * weight[pools - 2]) {
        pools--;
        sum[pools - 1] += sum[pools];
        weight[pools - 1] += weight[pools];
        place[pools - 1] += place[pools];
      }
    }
    double[] at = new double[pools];
    double[] value = new double[pools];
    for (int p = 0; p < pools; p++) {
      at[p] = place[p] / weight[p];
      value[p] = sum[p] / weight[p];
    }
    return new Isotonic(at, value);
  }

  /** The value at a place; that of the outermost pool beyond it. */
  public double of(double x) {
    int index = Arrays.binarySearch(at, x);
    if (index >= 0) {
      return value[index];
    }
    int above = -index - 1;
    if (above == 0 || above == at.length) {
      return value[above == 0 ? 0 : above - 1];
    }
    double share = (x - at[above - 1]) / (at[above] - at[above - 1]);
    return value[above - 1] + share * (value[above] - value[above - 1]);
  }

  /** The places of the pools, rising. */
  public double[] places() {
    return at.clone();
  }

  /** The values at the places, rising. */
  public double[] values() {
    return value.clone();
  }
}
