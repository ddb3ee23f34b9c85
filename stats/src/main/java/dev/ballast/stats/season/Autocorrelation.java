// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.season;

import java.util.Arrays;

/** Sample autocorrelation, the biased estimator of Box and Jenkins; O(n) per lag. */
public final class Autocorrelation {

  private final double[] centred;
  private final double variance;

  /** Of finite values in equal steps. */
  public Autocorrelation(double[] y) {
    double mean = Arrays.stream(y).average().orElse(0);
    centred = Arrays.stream(y).map(v -> v - mean).toArray();
    variance = Arrays.stream(centred).map(v -> v * v).sum();
  }

  /** Between -1 and 1; 0 for a constant series or a lag as long as the series. */
  public double at(int lag) {
    if (!(variance > 0) || !Double.isFinite(variance)) {
      return 0;
    }
    double sum = 0;
    for (int i = lag; i < centred.length; i++) {
      sum += centred[i] * centred[i - lag];
    }
    return sum / variance;
  }
}
