// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import java.util.ArrayList;
import java.util.List;

/**
 * The values of lost service for which a portfolio stays the best by mean, as a factor of what the
 * model says; the point of an analysis, where a single best is only an assumption.
 *
 * @param from factor; 0 when it is best even if nothing is lost
 * @param to factor; infinite when it is best however much is lost
 */
public record BreakEven(List<String> investments, double from, double to) {

  public BreakEven {
    investments = List.copyOf(investments);
  }

  /** How much wider the interval is than a point; infinite when it has no end. */
  public double width() {
    return to / from;
  }

  /** The lower envelope of the lines spend + factor x loss, from no value to any. */
  static List<BreakEven> of(List<Point> efficient, Options options) {
    List<Point> hull = new ArrayList<>();
    for (Point point : efficient) {
      while (hull.size() >= 2
          && crossing(hull.getLast(), point)
              <= crossing(hull.get(hull.size() - 2), hull.getLast())) {
        hull.removeLast();
      }
      hull.add(point);
    }
    List<BreakEven> intervals = new ArrayList<>();
    for (int i = 0; i < hull.size(); i++) {
      double from = i == 0 ? 0 : crossing(hull.get(i - 1), hull.get(i));
      double to =
          i == hull.size() - 1 ? Double.POSITIVE_INFINITY : crossing(hull.get(i), hull.get(i + 1));
      intervals.add(new BreakEven(RoiAnalysis.names(options, hull.get(i).portfolio()), from, to));
    }
    return intervals;
  }

  /** The factor at which the dearer of two becomes the better one. */
  private static double crossing(Point cheap, Point dear) {
    return dear.spend().subtract(cheap.spend()).doubleValue() / (cheap.loss() - dear.loss());
  }
}
