// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

import java.util.Arrays;

/** A histogram with fixed bounds that one thread writes. */
final class Buckets {

  /** Milliseconds: a subset of Envoy's, finer where a healthy service answers. */
  static final double[] MILLIS = {
    0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000
  };

  static final double[] BYTES = {100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

  private final double[] bounds;
  private final long[] counts;
  private double sum;

  Buckets(double[] bounds) {
    this.bounds = bounds;
    this.counts = new long[bounds.length + 1];
  }

  private Buckets(Buckets other) {
    bounds = other.bounds;
    counts = other.counts.clone();
    sum = other.sum;
  }

  void add(double value) {
    int i = 0;
    while (i < bounds.length && value > bounds[i]) {
      i++;
    }
    counts[i]++;
    sum += value;
  }

  void addAll(Buckets other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    sum += other.sum;
  }

  Buckets copy() {
    return new Buckets(this);
  }

  double[] bounds() {
    return bounds;
  }

  /** Up to and including each bound; the last one is for everything. */
  long[] cumulative() {
    long[] all = counts.clone();
    Arrays.parallelPrefix(all, Long::sum);
    return all;
  }

  double sum() {
    return sum;
  }
}
