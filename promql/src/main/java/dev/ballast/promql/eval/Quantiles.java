// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import java.util.Arrays;

/** Quantiles of plain numbers, interpolated; NaN counts as the smallest. */
final class Quantiles {

  private Quantiles() {}

  /** The quantile of the first {@code size} numbers, which get sorted. */
  static double of(double quantile, double[] values, int size) {
    if (size == 0 || Double.isNaN(quantile)) {
      return Double.NaN;
    }
    if (quantile < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (quantile > 1) {
      return Double.POSITIVE_INFINITY;
    }
    sortNaNFirst(values, size);
    double rank = quantile * (size - 1);
    double floor = Math.floor(rank);
    int lower = (int) Math.max(0, floor);
    int upper = Math.min(size - 1, lower + 1);
    double weight = rank - floor;
    return values[lower] * (1 - weight) + values[upper] * weight;
  }

  private static void sortNaNFirst(double[] values, int size) {
    int nans = 0;
    for (int i = 0; i < size; i++) {
      if (Double.isNaN(values[i])) {
        values[i] = values[nans];
        values[nans++] = Double.NaN;
      }
    }
    Arrays.sort(values, nans, size);
  }
}
