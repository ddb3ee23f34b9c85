// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.judge;

import dev.ballast.control.rollout.judge.Verdict.Silent;
import dev.ballast.stats.sequential.ArmCounts;
import java.util.Arrays;
import java.util.Optional;

/** The last few intervals: is an arm silent, does the baseline burn as well? */
final class Recent {

  /** Requests that must be missing before an arm counts as silent: e^-7 is one in a thousand. */
  private static final double AWAITED = 7;

  /** Surprise from which on the baseline is in trouble, in natural logarithms. */
  private static final double SURPRISE = 7;

  private final ArmCounts[] ring;
  private int next;
  private double awaitedOfCanary;
  private double awaitedOfBaseline;

  Recent(int intervals) {
    ring = new ArmCounts[intervals];
    Arrays.fill(ring, ArmCounts.NONE);
  }

  /**
   * An interval.
   *
   * @param weight the canary's share of the traffic; an arm that is to get none is not awaited
   */
  void add(ArmCounts counts, double weight) {
    ring[next] = counts;
    next = (next + 1) % ring.length;
    awaitedOfCanary =
        counts.canaryTotal() > 0 || weight >= 1
            ? 0
            : awaitedOfCanary + counts.baselineTotal() * weight / (1 - weight);
    awaitedOfBaseline =
        counts.baselineTotal() > 0 || weight <= 0
            ? 0
            : awaitedOfBaseline + counts.canaryTotal() * (1 - weight) / weight;
  }

  /** All of them. */
  ArmCounts counts() {
    ArmCounts sum = ArmCounts.NONE;
    for (ArmCounts counts : ring) {
      sum = sum.plus(counts);
    }
    return sum;
  }

  /** The arm that has nothing though it should have. */
  Optional<Silent> silent() {
    ArmCounts counts = counts();
    if (counts.baselineTotal() + counts.canaryTotal() == 0) {
      return Optional.of(Silent.BOTH);
    }
    if (awaitedOfCanary >= AWAITED) {
      return Optional.of(Silent.CANARY);
    }
    return awaitedOfBaseline >= AWAITED || counts.baselineTotal() == 0
        ? Optional.of(Silent.BASELINE)
        : Optional.empty();
  }

  /** 0 before anything was heard. */
  double baselineRate() {
    ArmCounts counts = counts();
    return counts.baselineTotal() == 0 ? 0 : counts.baselineRate();
  }

  double awaited() {
    return Math.max(awaitedOfCanary, awaitedOfBaseline);
  }

  /**
   * At least three times the bad requests that are normal, and too many for chance: Chernoff's
   * bound of a Poisson count, with the surprise divided by phi for bursts.
   */
  boolean trouble(double expected, double phi) {
    ArmCounts counts = counts();
    double baselineBad = counts.baselineBad();
    double usual = counts.baselineTotal() * expected;
    if (baselineBad < 3 * usual || baselineBad < 5) {
      return false;
    }
    double surprise = baselineBad * Math.log(baselineBad / usual) - baselineBad + usual;
    return surprise / phi >= SURPRISE;
  }
}
