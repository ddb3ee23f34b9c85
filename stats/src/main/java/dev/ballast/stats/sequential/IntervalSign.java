// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.sequential;

/**
 * The same evidence from intervals instead of events, for bad events that come in bursts: a burst
 * counts once, however large.
 *
 * <p>Only intervals count in which exactly one arm saw anything bad. When bursts arrive as a
 * Poisson process whose rate per request both arms share, the odds that it is the canary are
 * (exp(cs) - 1) / (exp(c(1-s)) - 1), at most s / (1 - s) while the share s is at most one half: the
 * function (e^x - 1)/x grows. So the bets of {@link MixtureEProcess} on the sign form a
 * supermartingale for any size of bursts and any rate. Above one half nothing is counted. A burst
 * may reach into the next interval, so the interval after a bad one of the canary is left out,
 * which is decided before it is seen.
 *
 * <p>Valid when no burst lasts longer than two intervals. O(ratios) for each interval. The idea of
 * the sign test: Dixon and Mood 1946.
 */
public final class IntervalSign {

  private final MixtureEProcess process;
  private boolean skip;

  public IntervalSign(RiskRatios bets) {
    process = new MixtureEProcess(bets);
  }

  /** Takes one interval; the share is the canary's of the traffic. */
  public void add(double share, long canaryBad, long baselineBad) {
    if (skip) {
      skip = false;
      return;
    }
    skip = canaryBad > 0;
    if (share <= 0.5 && (canaryBad > 0) != (baselineBad > 0)) {
      process.add(share, canaryBad > 0 ? 1 : 0, baselineBad > 0 ? 1 : 0);
    }
  }

  /** The natural logarithm of the e-value. */
  public double logValue() {
    return process.logValue();
  }
}
