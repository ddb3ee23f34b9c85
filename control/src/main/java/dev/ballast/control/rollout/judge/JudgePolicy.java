// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.judge;

import java.time.Duration;

/**
 * How sure the judge has to be.
 *
 * @param alpha share of healthy rollouts that it may roll back, over all metrics and looks together
 * @param beta chance to pass a canary that is as bad as the margin
 * @param harm share of <em>all</em> requests that a release may fail in addition before it matters
 * @param ratio how many times the baseline's rate matters, whatever the harm; above 1. Where that
 *     would be more than {@value #POINTS} above the baseline's rate, this much matters
 * @param interval length of the intervals that are counted, the time between checks
 * @param recent over how many intervals silence and trouble of both arms are looked for
 */
public record JudgePolicy(
    double alpha, double beta, double harm, double ratio, Duration interval, int recent) {

  public static final JudgePolicy DEFAULT =
      new JudgePolicy(0.008, 0.1, 0.0025, 3, Duration.ofSeconds(10), 6);

  /** A canary that fails this share of its requests more than the baseline matters always. */
  private static final double POINTS = 0.05;

  private static final Duration BURST = Duration.ofSeconds(30);

  public JudgePolicy {
    if (!(alpha > 0) || !(alpha < 0.5) || !(beta > 0) || !(beta < 0.5)) {
      throw new IllegalArgumentException(
          "alpha, beta: " + alpha + ", " + beta + " (expected: above 0 and below 0.5)");
    }
    if (!(harm > 0) || !(harm < 1) || !(ratio > 1)) {
      throw new IllegalArgumentException(
          "harm, ratio: " + harm + ", " + ratio + " (expected: in (0, 1) and above 1)");
    }
    if (interval.isNegative() || interval.isZero() || recent < 1) {
      throw new IllegalArgumentException(
          "interval, recent: " + interval + ", " + recent + " (expected: above 0)");
    }
  }

  public JudgePolicy withInterval(Duration length, int intervals) {
    return new JudgePolicy(alpha, beta, harm, ratio, length, intervals);
  }

  public JudgePolicy withAlpha(double level) {
    return new JudgePolicy(level, beta, harm, ratio, interval, recent);
  }

  /** The rate from which on a canary matters at a weight: the more traffic, the less is allowed. */
  public double margin(double expected, double share) {
    return Math.min(1, expected + Math.max(harm / share, Math.min((ratio - 1) * expected, POINTS)));
  }

  /**
   * The risk ratio to bet on where the baseline has this rate of bad requests; 1 where the fixed
   * bets of the test see enough.
   */
  double worthABet(double rate) {
    double times = 1 + POINTS / rate;
    return times < ratio ? times : 1;
  }

  /** Whether a burst may reach from one interval into the next. */
  boolean shortIntervals() {
    return interval.compareTo(BURST) < 0;
  }
}
