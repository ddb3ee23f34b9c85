// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.spanmetrics;

/** Histogram bounds. */
final class Bounds {

  private Bounds() {}

  /** {@code first/divisor}, then twice as much each; every bound is the nearest double. */
  static double[] doubling(long first, double divisor, int count) {
    double[] bounds = new double[count];
    for (int i = 0; i < count; i++) {
      bounds[i] = (first << i) / divisor;
    }
    return bounds;
  }
}
