// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.forecast;

import dev.ballast.stats.Gaps;
import dev.ballast.stats.forecast.Forecast;
import dev.ballast.stats.forecast.Options;
import dev.ballast.stats.forecast.Portfolio;
import dev.ballast.stats.score.Accuracy;
import dev.ballast.stats.score.Bands;
import dev.ballast.stats.score.Naive2;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * How one series was forecast. Errors are scaled as MASE is, except where said.
 *
 * @param steps of the continuation that are known
 * @param covered80 how many of them lie within the 80 % band
 * @param ratio error over seasonal naive's on the same steps
 * @param usualRatio error over the larger of that and seasonal naive's within the history: what
 *     remains when seasonal naive was merely lucky
 * @param cpuNanos of the fit with its bands
 */
record CaseScore(
    String id,
    Point ours,
    Point seasonalNaive,
    Point naive2,
    double msis95,
    int steps,
    int covered80,
    int covered95,
    double ratio,
    double usualRatio,
    long cpuNanos) {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** sMAPE and MASE of one forecaster. */
  record Point(double smape, double mase) {

    static Point of(double[] actual, double[] forecast, double scale) {
      return new Point(
          Accuracy.smape(actual, forecast), over(Accuracy.mae(actual, forecast), scale));
    }
  }

  static CaseScore of(BenchmarkSet set, BenchmarkSet.Case one) {
    double[] history = one.history().values();
    double[] actual = one.future().values();
    long start = THREADS.getCurrentThreadCpuTime();
    Forecast forecast = Portfolio.fit(history, Options.of(actual.length).withSeason(set.season()));
    double[] low80 = forecast.lower(0.8);
    double[] high80 = forecast.upper(0.8);
    double[] low95 = forecast.lower(0.95);
    double[] high95 = forecast.upper(0.95);
    long nanos = THREADS.getCurrentThreadCpuTime() - start;

    double[] filled = Gaps.filled(history);
    double scale = Accuracy.scale(filled, set.season());
    double[] naive = Naive2.seasonalNaive(filled, set.season(), actual.length);
    double[] naive2 = Naive2.forecast(filled, set.season(), actual.length);
    double error = Accuracy.mae(actual, forecast.mean());
    double reference = Accuracy.mae(actual, naive);
    return new CaseScore(
        one.id(),
        Point.of(actual, forecast.mean(), scale),
        Point.of(actual, naive, scale),
        Point.of(actual, naive2, scale),
        over(Bands.intervalScore(actual, low95, high95, 0.95), scale),
        Bands.steps(actual),
        Bands.covered(actual, low80, high80),
        Bands.covered(actual, low95, high95),
        over(error, reference),
        over(error, Math.max(reference, scale)),
        nanos);
  }

  /** Nothing over nothing is 1: as good as the reference. */
  private static double over(double error, double reference) {
    return error == reference ? 1 : error / reference;
  }
}
