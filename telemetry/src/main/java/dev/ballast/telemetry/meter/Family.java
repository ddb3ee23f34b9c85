// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.meter;

import java.util.List;

/** One metric's values at one moment. */
public record Family(String name, Type type, String help, List<Point> points) {

  /** Prometheus' metric types that we use. */
  public enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  public Family {
    points = List.copyOf(points);
  }

  /** One value; labels are names and values in turn. */
  public record Point(String name, List<String> labels, double value) {
    public Point {
      labels = List.copyOf(labels);
    }
  }
}
