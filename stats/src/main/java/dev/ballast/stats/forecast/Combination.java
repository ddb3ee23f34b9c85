// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import dev.ballast.stats.season.Periods;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which members speak: those whose back-test is close to the best and no worse than seasonal
 * naive's; the core when the back-test is too short to tell.
 *
 * <p>Note. Medians of a few different models are hard to beat (Petropoulos and Svetunkov 2020, "A
 * simple combination of univariate models"), and choosing among many by a short back-test is
 * choosing noise. So it takes five whole origins to leave the core, and the fewer windows were
 * tested, the further a newcomer must be ahead and the further a core member may fall behind. Where
 * the horizon is too long for five origins, a shorter one judges, if the history has room for it:
 * whoever is far off after ten days is no better after thirty.
 */
final class Combination {

  private static final double CLOSE = 1.2;
  private static final double CORE_CLOSE = 1.1;
  private static final double DOUBT = 0.5;
  static final int ENOUGH = 5;

  /** Steps below which a shorter horizon says too little of the wanted one. */
  private static final int LEAST_STEPS = 16;

  private Combination() {}

  /** The back-test that can choose: the given one, or one over a shorter horizon. */
  static Backtest judge(Backtest asked, double[] y, Periods periods, List<Forecaster> members) {
    int shorter = Backtest.longest(y.length, periods, ENOUGH);
    return asked.whole() >= ENOUGH || shorter < LEAST_STEPS || shorter >= asked.horizon()
        ? asked
        : Backtest.of(y, periods, members, shorter);
  }

  /**
   * Members by index, best first.
   *
   * @param members how many there are; the first is seasonal naive
   * @param core how many after the first are the core
   */
  static int[] choose(Backtest backtest, int members, int core) {
    if (backtest.whole() < ENOUGH) {
      return IntStream.rangeClosed(1, core).toArray();
    }
    double[] errors = new double[members];
    Arrays.setAll(errors, backtest::error);
    double best = Arrays.stream(errors).min().orElse(0);
    double doubt = 1 + DOUBT / backtest.windows();
    double newcomer = Math.min(errors[0], best * CLOSE / doubt);
    double coreMember = Math.min(errors[0], best * Math.max(CLOSE, CORE_CLOSE * doubt));
    int[] chosen =
        IntStream.range(0, members)
            .filter(m -> errors[m] <= (m >= 1 && m <= core ? coreMember : newcomer))
            .boxed()
            .sorted(Comparator.comparingDouble(m -> errors[m]))
            .mapToInt(Integer::intValue)
            .toArray();
    return chosen.length == 0 ? new int[] {0} : chosen;
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
          column.length % 2 == 1 ? column[middle] : column[middle - 1] / 2 + column[middle] / 2;
    }
    return result;
  }
}
