// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.decompose;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Seasonal-trend decomposition by local regression.
 *
 * <p>Note. Cleveland, Cleveland, McRae, Terpenning (1990), "STL". Inner loop: smooth each phase of
 * the detrended series over its own cycle, take the low frequencies out of that, and smooth what is
 * left of the series into a trend. Outer loop, when robust: points with large remainders lose trust
 * (bisquare of six medians). The trend's window is the smallest odd number above 1.5 p / (1 -
 * 1.5/s), as the authors advise. O(n (s + jump-thinned trend window)) per inner round.
 *
 * @param period in steps, at least 2
 * @param seasonalWindow how many cycles a phase is smoothed over, odd, at least 7
 * @param robust whether outliers lose trust
 */
public record Stl(int period, int seasonalWindow, boolean robust) {

  private static final int INNER = 2;
  private static final int OUTER = 5;
  private static final int JUMPS = 10;

  public Stl {
    if (period < 2 || seasonalWindow < 7 || seasonalWindow % 2 == 0) {
      throw new IllegalArgumentException(
          "STL: period %d, window %d (expected: at least 2; odd and at least 7)"
              .formatted(period, seasonalWindow));
    }
  }

  /** Of finite values, at least two periods of them. */
  public Decomposition decompose(double[] y) {
    if (y.length < 2 * period) {
      throw new IllegalArgumentException(
          "values: " + y.length + " (expected: at least two periods, " + 2 * period + ")");
    }
    double[] trend = new double[y.length];
    double[] season = new double[y.length];
    double[] trust = null;
    for (int round = 0; round < (robust ? OUTER : 1); round++) {
      for (int i = 0; i < INNER; i++) {
        double[] detrended = difference(y, trend);
        season = season(detrended, trust);
        trend = Loess.smooth(difference(y, season), trust, trendWindow(), jump(trendWindow()));
      }
      trust = robust ? trust(difference(difference(y, season), trend)) : null;
    }
    return new Decomposition(trend, List.of(season), difference(difference(y, season), trend));
  }

  private int trendWindow() {
    int window = (int) Math.ceil(1.5 * period / (1 - 1.5 / seasonalWindow));
    return window % 2 == 0 ? window + 1 : window;
  }

  private static int jump(int window) {
    return Math.max(1, window / JUMPS);
  }

  /** Phases smoothed over their cycles, one cycle further at both ends, less their low part. */
  private double[] season(double[] detrended, double @Nullable [] trust) {
    int n = detrended.length;
    double[] cycle = new double[n + 2 * period];
    for (int phase = 0; phase < period; phase++) {
      double[] values = every(detrended, phase);
      double[] trusts = trust == null ? null : every(trust, phase);
      for (int i = -1; i <= values.length; i++) {
        int at = phase + (i + 1) * period;
        if (at < cycle.length) {
          cycle[at] = Loess.at(values, trusts, seasonalWindow, i);
        }
      }
    }
    double[] low = average(average(average(cycle, period), period), 3);
    int window = period % 2 == 0 ? period + 1 : period;
    double[] smooth = Loess.smooth(low, null, window, jump(window));
    double[] season = new double[n];
    Arrays.setAll(season, t -> cycle[t + period] - smooth[t]);
    return season;
  }

  private double[] every(double[] values, int phase) {
    double[] own = new double[(values.length - phase + period - 1) / period];
    Arrays.setAll(own, i -> values[phase + i * period]);
    return own;
  }

  private static double[] average(double[] values, int width) {
    double[] means = new double[values.length - width + 1];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] - (i >= width ? values[i - width] : 0);
      if (i >= width - 1) {
        means[i - width + 1] = sum / width;
      }
    }
    return means;
  }

  private static double[] trust(double[] remainder) {
    double[] sizes = Arrays.stream(remainder).map(Math::abs).sorted().toArray();
    int n = sizes.length;
    double far = 6 * (sizes[(n - 1) / 2] + sizes[n / 2]) / 2;
    return Arrays.stream(remainder)
        .map(
            r -> {
              double share = far > 0 ? Math.abs(r) / far : 0;
              double rest = 1 - share * share;
              return share >= 1 ? 0 : rest * rest;
            })
        .toArray();
  }

  static double[] difference(double[] from, double[] what) {
    double[] rest = new double[from.length];
    Arrays.setAll(rest, t -> from[t] - what[t]);
    return rest;
  }
}
