// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import dev.ballast.stats.forecast.Smoothing.Form;
import dev.ballast.stats.forecast.Smoothing.Season;
import dev.ballast.stats.linear.NelderMead;
import dev.ballast.stats.season.Periods;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Exponential smoothing whose form is chosen by AICc: season none, additive or multiplicative; with
 * a damped trend or without.
 *
 * <p>Note. Hyndman et al. (2008), see {@link Smoothing}; the smoothing parameters come from a
 * bounded simplex search of at most 120 runs per form, so a fit is O(720 n) at most.
 */
final class DampedSmoothing implements Forecaster {

  private static final int EVALUATIONS = 120;

  /** Level, slope as a share of it, season, damping. */
  private static final double[] START = {0.3, 0.05, 0.1, 0.95};

  private static final double[] LOWER = {1e-3, 0, 0, 0.80};
  private static final double[] UPPER = {0.999, 0.5, 0.6, 0.98};

  @SuppressWarnings("ArrayRecordComponent") // owned by one fit, never shared
  private record Candidate(Form form, double[] p, double aicc) {}

  @Override
  public String name() {
    return "damped smoothing";
  }

  @Override
  public Fitted fit(double[] history, Periods periods) {
    Candidate best =
        forms(history, periods.first()).stream()
            .map(form -> candidate(history, form))
            .min(Comparator.comparingDouble(Candidate::aicc))
            .orElseThrow();
    double[] p = best.p();
    return (y, horizon) -> {
      Smoothing smoothing = new Smoothing(best.form(), y);
      smoothing.run(y, p[0], p[1], p[2], p[3]);
      return smoothing.forecast(horizon, p[3]);
    };
  }

  private static List<Form> forms(double[] y, int period) {
    boolean seasonal = period > 1 && y.length >= 2 * period + 2;
    boolean positive = Arrays.stream(y).min().orElse(0) > 0;
    List<Form> forms = new ArrayList<>();
    for (boolean trend : new boolean[] {false, true}) {
      forms.add(new Form(Season.NONE, trend, 1));
      if (seasonal) {
        forms.add(new Form(Season.ADDITIVE, trend, period));
      }
      if (seasonal && positive) {
        forms.add(new Form(Season.MULTIPLICATIVE, trend, period));
      }
    }
    return forms;
  }

  private static Candidate candidate(double[] y, Form form) {
    double[] start = START.clone();
    double[] lower = LOWER.clone();
    double[] upper = UPPER.clone();
    if (!form.trend()) {
      start[1] = 0;
      upper[1] = 0;
      upper[3] = lower[3];
    }
    if (form.season() == Season.NONE) {
      start[2] = 0;
      upper[2] = 0;
    }
    Smoothing first = new Smoothing(form, y);
    double[] p =
        NelderMead.minimise(
            q -> first.copy().run(y, q[0], q[1], q[2], q[3]), start, lower, upper, EVALUATIONS);
    double errors = first.copy().run(y, p[0], p[1], p[2], p[3]);
    return new Candidate(form, p, aicc(errors, y.length, form));
  }

  private static double aicc(double errors, int n, Form form) {
    int k = form.parameters();
    if (form.season() != Season.NONE && n - k < 2) {
      return Double.MAX_VALUE;
    }
    double value =
        n * Math.log(Math.max(errors, 1e-300) / n)
            + 2.0 * k
            + 2.0 * k * (k + 1) / Math.max(1, n - k - 1);
    return Double.isFinite(value) ? value : Double.MAX_VALUE;
  }
}
