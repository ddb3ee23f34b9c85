// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A portfolio by what it costs and what is still lost with it on average, in a year. */
record Point(int portfolio, BigDecimal spend, double loss) {

  private static final double SAME = 1e-9;
  private static final Comparator<Point> CHEAPEST =
      Comparator.comparing(Point::spend)
          .thenComparingDouble(Point::loss)
          .thenComparingInt(p -> Integer.bitCount(p.portfolio()))
          .thenComparingInt(Point::portfolio);

  double total() {
    return spend.doubleValue() + loss;
  }

  /**
   * Those that no other beats in one of the two without being worse in the other, cheapest first.
   */
  static List<Point> frontier(Collection<Point> points) {
    List<Point> efficient = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    for (Point point : points.stream().sorted(CHEAPEST).toList()) {
      if (point.loss()
          < least - SAME * Math.max(1, Math.abs(least == Double.POSITIVE_INFINITY ? 0 : least))) {
        efficient.add(point);
        least = point.loss();
      }
    }
    return efficient;
  }
}
