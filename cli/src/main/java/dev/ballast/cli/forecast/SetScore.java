// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.forecast;

import dev.ballast.cli.forecast.CaseScore.Point;
import dev.ballast.stats.score.Accuracy;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Means over the series of a set.
 *
 * @param above those whose error is more than ten times seasonal naive's, worst first
 */
record SetScore(
    String name,
    int series,
    Point ours,
    Point seasonalNaive,
    Point naive2,
    double msis95,
    double coverage80,
    double coverage95,
    double cpuMillis,
    double worst,
    double worstUsual,
    List<CaseScore> above) {

  private static final double FAR = 10;

  SetScore {
    above = List.copyOf(above);
  }

  static SetScore of(String name, List<CaseScore> cases) {
    double steps = cases.stream().mapToInt(CaseScore::steps).sum();
    return new SetScore(
        name,
        cases.size(),
        point(cases, CaseScore::ours),
        point(cases, CaseScore::seasonalNaive),
        point(cases, CaseScore::naive2),
        mean(cases, CaseScore::msis95),
        cases.stream().mapToInt(CaseScore::covered80).sum() / steps,
        cases.stream().mapToInt(CaseScore::covered95).sum() / steps,
        mean(cases, CaseScore::cpuNanos) / 1e6,
        cases.stream().mapToDouble(CaseScore::ratio).max().orElse(Double.NaN),
        cases.stream().mapToDouble(CaseScore::usualRatio).max().orElse(Double.NaN),
        cases.stream()
            .filter(one -> one.ratio() > FAR)
            .sorted(Comparator.comparingDouble(CaseScore::ratio).reversed())
            .toList());
  }

  /** Naive2 is 1. */
  double owa(Point point) {
    return Accuracy.owa(point.smape(), point.mase(), naive2.smape(), naive2.mase());
  }

  private static Point point(List<CaseScore> cases, Function<CaseScore, Point> whose) {
    return new Point(
        mean(cases, one -> whose.apply(one).smape()), mean(cases, one -> whose.apply(one).mase()));
  }

  private static double mean(List<CaseScore> cases, ToDoubleFunction<CaseScore> value) {
    return cases.stream().mapToDouble(value).average().orElse(Double.NaN);
  }
}
