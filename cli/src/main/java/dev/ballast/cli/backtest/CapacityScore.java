// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.backtest;

import dev.ballast.stats.passage.FirstPassage;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Means over outcomes.
 *
 * @param breached share of the cases in which the limit was reached within the horizon
 * @param within80 share of the true dates between p10 and p90, steps and horizon allowed for
 * @param inclusive the same with both ends counted, which is more than 80 % by nature
 * @param falseNow share of the cases without a breach within the decision time in which ours would
 *     have said ACT_NOW
 * @param falseAct the same for ACT or ACT_NOW
 * @param missed share of the cases with one in which ours would not have said ACT
 * @param reliability by tenths of the probability at the horizon: how many, mean said, share true
 */
record CapacityScore(
    String name,
    int series,
    int cases,
    double breached,
    double brier,
    double holtWintersBrier,
    double linearBrier,
    double logScore,
    double within80,
    double inclusive,
    double falseNow,
    double falseAct,
    double missed,
    double holtWintersFalse,
    double holtWintersMissed,
    double cpuMillis,
    List<Bin> reliability) {

  private static final double NOW = 0.5;
  private static final double ACT = 0.2;
  private static final int BINS = 10;

  /** Cases that were given about the same probability. */
  record Bin(int cases, double said, double came) {}

  CapacityScore {
    reliability = List.copyOf(reliability);
  }

  static CapacityScore of(String name, int series, double cpuMillis, List<Outcome> all) {
    return new CapacityScore(
        name,
        series,
        all.size(),
        mean(all, o -> o.breached() ? 1 : 0),
        mean(all, Outcome::brier),
        mean(all, o -> o.brier(o.holtWinters())),
        mean(all, o -> o.brier(o.linear())),
        mean(all, Outcome::logScore),
        mean(all, Outcome::within80),
        mean(all, o -> o.withinInclusive() ? 1 : 0),
        share(all, o -> !inTime(o), o -> o.passage().by(lead(o)) >= NOW),
        share(all, o -> !inTime(o), o -> o.passage().by(decision(o)) >= ACT),
        share(all, CapacityScore::inTime, o -> o.passage().by(decision(o)) < ACT),
        share(all, o -> !inTime(o), o -> o.holtWinters() <= decision(o)),
        share(all, CapacityScore::inTime, o -> o.holtWinters() > decision(o)),
        cpuMillis,
        bins(all));
  }

  /** 1 is perfect, 0 as bad as the Holt-Winters rule. */
  double skill() {
    return 1 - brier / holtWintersBrier;
  }

  double linearSkill() {
    return 1 - brier / linearBrier;
  }

  /** Lead time and safety are half of the horizon, as by default. */
  private static int decision(Outcome outcome) {
    return Math.max(0, outcome.horizon() / 2 - 1);
  }

  private static int lead(Outcome outcome) {
    return Math.max(0, outcome.horizon() / 3 - 1);
  }

  private static boolean inTime(Outcome outcome) {
    return outcome.truth() <= decision(outcome);
  }

  static List<Bin> bins(List<Outcome> all) {
    int[] counts = new int[BINS];
    double[] said = new double[BINS];
    double[] came = new double[BINS];
    for (Outcome one : all) {
      for (int h : new int[] {one.horizon() / 4, one.horizon() / 2, one.horizon() - 1}) {
        double p = one.passage().by(h);
        int bin = Math.min(BINS - 1, (int) (p * BINS));
        counts[bin]++;
        said[bin] += p;
        came[bin] += one.truth() <= h ? 1 : 0;
      }
    }
    return java.util.stream.IntStream.range(0, BINS)
        .mapToObj(b -> new Bin(counts[b], said[b] / counts[b], came[b] / counts[b]))
        .toList();
  }

  /** The Brier score as it would be with other probabilities. */
  static double brier(List<Outcome> all, DoubleUnaryOperator mapping) {
    return mean(all, one -> with(one, mapping).brier());
  }

  static double within80(List<Outcome> all, DoubleUnaryOperator mapping) {
    return mean(all, one -> with(one, mapping).within80());
  }

  private static Outcome with(Outcome one, DoubleUnaryOperator mapping) {
    FirstPassage mapped = one.passage().calibrated(mapping);
    return new Outcome(one.half(), one.own(), mapped, one.holtWinters(), one.linear(), one.truth());
  }

  private static double share(
      List<Outcome> all, Predicate<Outcome> among, Predicate<Outcome> which) {
    return mean(all.stream().filter(among).toList(), o -> which.test(o) ? 1 : 0);
  }

  private static double mean(List<Outcome> all, ToDoubleFunction<Outcome> value) {
    return all.stream().mapToDouble(value).average().orElse(Double.NaN);
  }
}
