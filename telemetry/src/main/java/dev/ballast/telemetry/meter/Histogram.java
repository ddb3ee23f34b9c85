// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.meter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Observations counted by upper bound. Thread-safe. */
public final class Histogram implements Instrument {

  private final double[] bounds;
  private final long[] counts;
  private double sum;

  Histogram(double[] bounds) {
    this.bounds = bounds.clone();
    this.counts = new long[bounds.length + 1];
  }

  public void observe(double value) {
    int bucket = Arrays.binarySearch(bounds, value);
    synchronized (counts) {
      counts[bucket >= 0 ? bucket : -bucket - 1]++;
      sum += value;
    }
  }

  @Override
  public List<Family.Point> points(String name, List<String> labels) {
    List<Family.Point> points = new ArrayList<>(bounds.length + 3);
    synchronized (counts) {
      long total = 0;
      for (int i = 0; i < counts.length; i++) {
        total += counts[i];
        String le = i < bounds.length ? PrometheusText.number(bounds[i]) : "+Inf";
        points.add(new Family.Point(name + "_bucket", with(labels, "le", le), total));
      }
      points.add(new Family.Point(name + "_sum", labels, sum));
      points.add(new Family.Point(name + "_count", labels, total));
    }
    return points;
  }

  private static List<String> with(List<String> labels, String name, String value) {
    List<String> more = new ArrayList<>(labels);
    more.add(name);
    more.add(value);
    return more;
  }
}
