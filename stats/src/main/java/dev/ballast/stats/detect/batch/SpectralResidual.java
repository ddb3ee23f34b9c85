// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.batch;

import java.util.Arrays;

/**
 * Spectral residual: what remains of a series when the smooth part of its spectrum is taken away.
 *
 * <p>The log amplitude less its moving average is transformed back with the original phase; the
 * magnitude of the result, the saliency map, peaks where something is out of tune with the rest.
 * The score is its excess over its own trailing mean, relative to that mean. Ren and others,
 * Time-Series Anomaly Detection Service at Microsoft, 2019 (their names: q, z, kappa, m). The
 * series is extended by a few estimated points first, because the last points could not stand out
 * otherwise. O(n log n); scores have no unit, above 3 is the paper's anomaly.
 *
 * @param smooth bins over which log amplitudes are averaged (q, 3)
 * @param trail points of the trailing mean of the saliency map (z, 21)
 * @param extended points appended (kappa, 5)
 * @param slopes past points whose mean slope continues the series (m, 5)
 */
public record SpectralResidual(int smooth, int trail, int extended, int slopes) {

  public static final SpectralResidual DEFAULT = new SpectralResidual(3, 21, 5, 5);
  private static final double TINY = 1e-8;

  public SpectralResidual {
    if (smooth < 1 || trail < 1 || extended < 0 || slopes < 1) {
      throw new IllegalArgumentException(
          "smooth, trail, extended, slopes: %d, %d, %d, %d (expected: >= 1, extended >= 0)"
              .formatted(smooth, trail, extended, slopes));
    }
  }

  /** Of finite values; all 0 for fewer than {@code slopes + 2} or constant ones. */
  public double[] scores(double[] values) {
    if (values.length < slopes + 2 || constant(values)) {
      return new double[values.length];
    }
    double[] map = saliency(extend(values));
    double[] scores = new double[values.length];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += map[i];
      sum -= i >= trail ? map[i - trail] : 0;
      double mean = sum / Math.min(i + 1, trail);
      scores[i] = (map[i] - mean) / Math.max(mean, TINY);
    }
    return scores;
  }

  /** Magnitude of the series rebuilt from the residual of its log amplitudes. */
  double[] saliency(double[] values) {
    int n = values.length;
    double[] re = values.clone();
    double[] im = new double[n];
    Fourier.transform(re, im);
    double[] log = new double[n];
    for (int i = 0; i < n; i++) {
      log[i] = Math.log(Math.max(Math.hypot(re[i], im[i]), TINY));
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += log[i];
      sum -= i >= smooth ? log[i - smooth] : 0;
      double residual = Math.exp(log[i] - sum / Math.min(i + 1, smooth));
      double amplitude = Math.max(Math.hypot(re[i], im[i]), TINY);
      re[i] *= residual / amplitude;
      im[i] *= residual / amplitude;
    }
    Fourier.inverse(re, im);
    double[] map = new double[n];
    for (int i = 0; i < n; i++) {
      map[i] = Math.hypot(re[i], im[i]);
    }
    return map;
  }

  /** Appends the next point on the line of the mean slope to the last points, several times. */
  private double[] extend(double[] values) {
    int n = values.length;
    double[] longer = Arrays.copyOf(values, n + extended);
    double slope = 0;
    for (int i = 1; i <= slopes; i++) {
      slope += (values[n - 1] - values[n - 1 - i]) / i;
    }
    double next = values[n - slopes] + slope;
    Arrays.fill(longer, n, n + extended, next);
    return longer;
  }

  private static boolean constant(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }
}
