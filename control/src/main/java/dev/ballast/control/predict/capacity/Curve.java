// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import java.time.Instant;
import java.util.List;

/** The probability of a breach by each time; it never falls. */
public record Curve(List<Point> points) {

  /** The probability that there has been a breach by a time. */
  public record Point(Instant by, double probability) {

    public Point {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException("probability: " + probability + " (expected: 0..1)");
      }
    }
  }

  public Curve {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("points: none (expected: at least one)");
    }
    for (int i = 1; i < points.size(); i++) {
      if (points.get(i).probability() < points.get(i - 1).probability()
          || !points.get(i).by().isAfter(points.get(i - 1).by())) {
        throw new IllegalArgumentException(
            "points: " + points.get(i) + " after " + points.get(i - 1) + " (expected: rising)");
      }
    }
  }

  /** The probability by a time: of the last point that is not after it, 0 before the first. */
  public double by(Instant time) {
    double probability = 0;
    for (Point point : points) {
      if (point.by().isAfter(time)) {
        break;
      }
      probability = point.probability();
    }
    return probability;
  }

  /** The probability by the horizon. */
  public double last() {
    return points.getLast().probability();
  }

  /** The first time by which a breach is this likely. */
  public When quantile(double probability) {
    for (Point point : points) {
      if (point.probability() >= probability) {
        return new When.By(point.by());
      }
    }
    return new When.After(points.getLast().by());
  }
}
