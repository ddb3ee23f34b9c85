// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import dev.ballast.stats.linear.NelderMead;
import dev.ballast.stats.season.Periods;
import dev.ballast.stats.season.SeasonalIndices;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The dynamic optimised Theta model on the seasonally adjusted series.
 *
 * <p>Note. Fiorucci, Pellegrini, Louzada, Petropoulos, Koehler (2016), "Models for optimising the
 * theta method and their relationship to state space models". One source of error; the linear theta
 * line is re-estimated at each point by a recursion, so a fit of n points costs O(n) per evaluation
 * of the three parameters (level smoothing, first level, theta).
 */
final class DynamicTheta implements Forecaster {

  private static final int EVALUATIONS = 160;
  private static final double[] START = {0.5, 0.5, 2};
  private static final double[] LOWER = {0.05, -1, 1};
  private static final double[] UPPER = {0.99, 2, 10};

  @Override
  public String name() {
    return "theta";
  }

  @Override
  public Fitted fit(double[] history, Periods periods) {
    boolean seasonal = SeasonalIndices.present(history, periods.first());
    Parameters parameters = optimum(adjusted(history, season(history, periods, seasonal)));
    return (y, horizon) -> forecast(y, season(y, periods, seasonal), parameters, horizon);
  }

  /** Level smoothing, the first level, and theta. */
  record Parameters(double alpha, double firstLevel, double theta) {}

  private static double[] forecast(
      double[] y, @Nullable SeasonalIndices season, Parameters parameters, int horizon) {
    double[] result = new double[horizon];
    run(adjusted(y, season), parameters, result);
    if (season != null) {
      Arrays.setAll(result, h -> season.restore(result[h], y.length + h));
    }
    return result;
  }

  private static @Nullable SeasonalIndices season(double[] y, Periods periods, boolean seasonal) {
    if (!seasonal || y.length < 2 * periods.first()) {
      return null;
    }
    boolean positive = Arrays.stream(y).min().orElse(0) > 0;
    return SeasonalIndices.of(y, periods.first(), positive);
  }

  private static double[] adjusted(double[] y, @Nullable SeasonalIndices season) {
    return season == null ? y : season.remove(y);
  }

  private static Parameters optimum(double[] y) {
    double base = Arrays.stream(y).min().orElse(0);
    double scale = Math.max(1e-12, Arrays.stream(y).max().orElse(0) - base);
    double[] best =
        y.length < 4
            ? START
            : NelderMead.minimise(
                p -> run(y, new Parameters(p[0], base + p[1] * scale, p[2]), new double[0]),
                START,
                LOWER,
                UPPER,
                EVALUATIONS);
    return new Parameters(best[0], base + best[1] * scale, best[2]);
  }

  /** Sum of squared one-step errors; fills the forecast by running on with its own means. */
  static double run(double[] y, Parameters parameters, double[] forecast) {
    double alpha = parameters.alpha();
    int n = y.length;
    double level = alpha * y[0] + (1 - alpha) * parameters.firstLevel();
    double mean = y[0];
    double slope = 0;
    double intercept = y[0];
    double power = 1 - alpha;
    double share = 1 - 1 / parameters.theta();
    double errors = 0;
    for (int t = 1; t < n + forecast.length; t++) {
      double expected =
          level + share * (power * intercept + (1 - power * (1 - alpha)) / alpha * slope);
      double value = expected;
      if (t < n) {
        value = y[t];
        if (t > 2) {
          errors += (value - expected) * (value - expected);
        }
      } else {
        forecast[t - n] = expected;
      }
      level = alpha * value + (1 - alpha) * level;
      int count = t + 1;
      double before = mean;
      mean = (t * mean + value) / count;
      slope = ((count - 2) * slope + 6.0 / count * (value - before)) / (count + 1);
      intercept = mean - (count + 1) / 2.0 * slope;
      power *= 1 - alpha;
    }
    return errors;
  }
}
