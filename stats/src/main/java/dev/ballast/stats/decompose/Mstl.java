// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.decompose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decomposition with several seasons.
 *
 * <p>Note. Bandara, Hyndman, Bergmeir (2021), "MSTL": the seasons are refined in turn, shortest
 * period first, each by {@link Stl} on the series without the others; windows grow with the
 * period's rank (7 + 4 i). Twice round; O(periods) times STL.
 *
 * @param periods ascending, each at least 2
 */
public record Mstl(List<Integer> periods) {

  private static final int ROUNDS = 2;

  public Mstl {
    periods = List.copyOf(periods);
    if (periods.isEmpty() || !periods.equals(periods.stream().sorted().distinct().toList())) {
      throw new IllegalArgumentException("periods: " + periods + " (expected: ascending)");
    }
  }

  /** Of finite values, at least two of the longest period. */
  public Decomposition decompose(double[] y) {
    List<double[]> seasons = new ArrayList<>();
    periods.forEach(p -> seasons.add(new double[y.length]));
    double[] rest = y.clone();
    double[] trend = y;
    for (int round = 0; round < (periods.size() == 1 ? 1 : ROUNDS); round++) {
      for (int i = 0; i < periods.size(); i++) {
        double[] own = seasons.get(i);
        double[] base = rest;
        double[] with = new double[y.length];
        Arrays.setAll(with, t -> base[t] + own[t]);
        Decomposition one = new Stl(periods.get(i), 7 + 4 * (i + 1), false).decompose(with);
        seasons.set(i, one.season(0));
        trend = one.trend();
        rest = Stl.difference(with, one.season(0));
      }
    }
    return new Decomposition(trend, seasons, Stl.difference(rest, trend));
  }
}
