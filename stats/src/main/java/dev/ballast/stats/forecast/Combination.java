// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which members speak: those whose back-test is close to the best and no worse than seasonal
 * naive's; the core when the back-test is too short to tell.
 *
 * <p>Note. Medians of a few different models are hard to beat (Petropoulos and Svetunkov 2020, "A
 * simple combination of univariate models"); choosing among many by a short back-test is noise, so
 * it takes several whole origins to leave the core.
 */
final class Combination {

  private static final double CLOSE = 1.2;
  private static final int ENOUGH = 3;

  private Combination() {}

  /** Members by index, best first. */
  static int[] choose(Backtest backtest, int horizon, int members, int core) {
    if (backtest.whole(horizon) < ENOUGH) {
      int[] chosen = new int[core];
      Arrays.setAll(chosen, i -> i + 1);
      return chosen;
    }
    double[] errors = new double[members];
    Arrays.setAll(errors, backtest::error);
    double best = Arrays.stream(errors).min().orElse(0);
    double most = Math.min(errors[0], best * CLOSE);
    List<Integer> chosen = new ArrayList<>();
    for (int m = 0; m < members; m++) {
      if (errors[m] <= most) {
        chosen.add(m);
      }
    }
    chosen.sort((a, b) -> Double.compare(errors[a], errors[b]));
    return chosen.isEmpty() ? new int[] {0} : chosen.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Step by step; rows of the same length, at least one. */
  static double[] median(double[][] rows) {
    double[] result = new double[rows[0].length];
    double[] column = new double[rows.length];
    for (int h = 0; h < result.length; h++) {
      for (int i = 0; i < rows.length; i++) {
        column[i] = rows[i][h];
      }
      Arrays.sort(column);
      int middle = column.length / 2;
      result[h] =
          column.length % 2 == 1 ? column[middle] : (column[middle - 1] + column[middle]) / 2;
    }
    return result;
  }
}
