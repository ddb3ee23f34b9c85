// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.util.ArrayList;
import java.util.List;

/** Shares that were asked for and that were seen, with the 99 % interval of a binomial. */
final class ShareTable {

  /** The normal distribution's 0.995 quantile: at n >= 100,000 as good as the exact one. */
  private static final double Z = 2.5758;

  private final List<Row> rows = new ArrayList<>();

  private record Row(String what, long trials, long hit, double asked) {
    double seen() {
      return (double) hit / trials;
    }

    double width() {
      return Z * Math.sqrt(asked * (1 - asked) / trials);
    }

    boolean inside() {
      return Math.abs(seen() - asked) <= width();
    }
  }

  void add(String what, long trials, long hit, double asked) {
    rows.add(new Row(what, trials, hit, asked));
  }

  /** How many are outside. */
  int print() {
    System.out.print(
        """

        | share of | n | asked, % | seen, % | 99 % interval | inside |
        |---|---|---|---|---|---|
        """);
    for (Row row : rows) {
      System.out.printf(
          "| %s | %,d | %.1f | %.3f | %.3f to %.3f | %s |%n",
          row.what(),
          row.trials(),
          100 * row.asked(),
          100 * row.seen(),
          100 * (row.asked() - row.width()),
          100 * (row.asked() + row.width()),
          row.inside() ? "yes" : "no");
    }
    return (int) rows.stream().filter(r -> !r.inside()).count();
  }
}
