// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.backtest;

import dev.ballast.stats.linear.NelderMead;
import java.util.Arrays;

/**
 * The naive rule's forecast: Holt-Winters with an additive, undamped trend and an additive season.
 *
 * <p>Note. Level, trend and season start from the first two seasons; the three smoothing parameters
 * minimise the squared one-step errors, as statsmodels' ExponentialSmoothing(trend="add",
 * seasonal="add") does. It is given the right season, which such rules usually are not: seven is
 * what they often take.
 */
final class HoltWinters {

  private static final int EVALUATIONS = 150;
  private static final double[] START = {0.3, 0.05, 0.1};
  private static final double[] LOWER = {1e-4, 1e-4, 1e-4};
  private static final double[] UPPER = {0.9999, 0.9999, 0.9999};

  private final double[] y;
  private final int m;
  private final double[] season;
  private double level;
  private double trend;

  private HoltWinters(double[] y, int m) {
    this.y = y;
    this.m = m;
    this.season = new double[m];
  }

  /** The point forecast of a series without gaps. */
  static double[] forecast(double[] y, int season, int horizon) {
    if (y.length < 3) {
      double[] last = new double[horizon];
      Arrays.fill(last, y.length == 0 ? 0 : y[y.length - 1]);
      return last;
    }
    int m = season > 1 && y.length >= 2 * season + 2 ? season : 1;
    HoltWinters model = new HoltWinters(y, m);
    double[] best = NelderMead.minimise(model::run, START, LOWER, UPPER, EVALUATIONS);
    model.run(best);
    double[] forecast = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      forecast[h] = model.level + (h + 1) * model.trend + model.season[(y.length + h) % m];
    }
    return forecast;
  }

  /** Sum of the squared errors one step ahead. */
  private double run(double[] parameters) {
    start();
    double error = 0;
    for (int t = 0; t < y.length; t++) {
      double phase = season[t % m];
      double miss = y[t] - level - trend - phase;
      error += miss * miss;
      double before = level;
      level = parameters[0] * (y[t] - phase) + (1 - parameters[0]) * (level + trend);
      trend = parameters[1] * (level - before) + (1 - parameters[1]) * trend;
      if (m > 1) {
        season[t % m] = parameters[2] * (y[t] - level) + (1 - parameters[2]) * phase;
      }
    }
    return error;
  }

  private void start() {
    double first = mean(0, m);
    double second = mean(m, 2 * m);
    trend = (second - first) / m;
    level = first - trend * (m + 1) / 2.0;
    for (int i = 0; i < m; i++) {
      season[i] = m > 1 ? y[i] - first - trend * (i - (m - 1) / 2.0) : 0;
    }
  }

  private double mean(int from, int to) {
    return Arrays.stream(y, from, to).average().orElse(0);
  }
}
