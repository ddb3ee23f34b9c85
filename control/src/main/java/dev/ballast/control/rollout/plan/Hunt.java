// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.plan;

import dev.ballast.control.rollout.judge.History;
import dev.ballast.control.rollout.judge.MetricJudge;
import dev.ballast.control.rollout.judge.Verdict;
import dev.ballast.control.rollout.simulation.Draws;
import dev.ballast.stats.sequential.ArmCounts;
import dev.ballast.stats.sequential.Overdispersion;
import java.util.random.RandomGenerator;

/**
 * How long the judge takes to catch a canary that is bad from the stage's first request, and what
 * it costs until then: the production judge on simulated counts, since its time has no closed form.
 *
 * <p>Poisson requests, errors in geometric clusters as history shows them, or independent; evidence
 * of earlier stages is not counted, so the times are rather too long. Cost: runs times intervals.
 */
final class Hunt {

  private static final int RUNS = 200;

  /** A history that is long enough to know how errors come. */
  private static final long REMEMBERED = 1_000_000;

  private static final int INTERVALS = 10_000;

  private final Demand demand;
  private final long seed;

  Hunt(Demand demand, long seed) {
    this.demand = demand;
    this.seed = seed;
  }

  /**
   * A canary with a share of bad requests, at a share of the traffic, watched for a number of
   * intervals at most.
   */
  Catch of(double share, double rate, int longest) {
    int[] intervals = new int[RUNS];
    double[] bad = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      RandomGenerator random = new java.util.SplittableRandom(seed + run);
      one(random, share, rate, longest, run, intervals, bad);
    }
    return new Catch(intervals, bad);
  }

  private void one(
      RandomGenerator random,
      double share,
      double rate,
      int longest,
      int run,
      int[] intervals,
      double[] bad) {
    double usual = demand.usual().value();
    History history =
        new History(
            REMEMBERED,
            Math.round(REMEMBERED * usual),
            new Overdispersion(2 * demand.burst() - 1, 0.01, REMEMBERED * usual, INTERVALS));
    MetricJudge judge = new MetricJudge("requests", demand.policy(), history);
    double mean = demand.rps() * demand.policy().interval().toMillis() / 1000.0;
    intervals[run] = Integer.MAX_VALUE;
    for (int i = 1; i <= longest; i++) {
      ArmCounts counts = counts(random, mean, share, rate);
      bad[run] += counts.canaryBad() * Math.max(0, rate - usual) / rate;
      if (judge.add(share, counts) instanceof Verdict.Regress) {
        intervals[run] = i;
        return;
      }
    }
  }

  private ArmCounts counts(RandomGenerator random, double mean, double share, double rate) {
    double usual = demand.usual().value();
    double burst = demand.burst();
    long canaryBad = Draws.clustered(random, mean * share * rate, burst);
    long canaryGood = Draws.poisson(random, mean * share * (1 - rate));
    long baselineBad = Draws.clustered(random, mean * (1 - share) * usual, burst);
    long baselineGood = Draws.poisson(random, mean * (1 - share) * (1 - usual));
    return new ArmCounts(
        baselineBad + baselineGood, baselineBad, canaryBad + canaryGood, canaryBad);
  }
}
