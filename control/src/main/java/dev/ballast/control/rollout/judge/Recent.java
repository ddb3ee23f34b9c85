// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.judge;

import dev.ballast.stats.sequential.ArmCounts;

/** The last few intervals: is an arm silent, does the baseline burn as well? */
final class Recent {

  /** Requests that must be missing before an arm counts as silent: e^-7 is one in a thousand. */
  private static final double AWAITED = 7;

  /** Surprise from which on the baseline is in trouble, in natural logarithms. */
  private static final double SURPRISE = 7;

  private final ArmCounts[] ring;
  private int next;
  private long baselineTotal;
  private long baselineBad;
  private double awaited;
  private boolean heard;

  Recent(int intervals) {
    ring = new ArmCounts[intervals];
    java.util.Arrays.fill(ring, ArmCounts.NONE);
  }

  void add(ArmCounts counts, double weight) {
    ArmCounts oldest = ring[next];
    ring[next] = counts;
    next = (next + 1) % ring.length;
    baselineTotal += counts.baselineTotal() - oldest.baselineTotal();
    baselineBad += counts.baselineBad() - oldest.baselineBad();
    heard = counts.baselineTotal() > 0;
    awaited =
        counts.canaryTotal() > 0 || weight >= 1
            ? 0
            : awaited + counts.baselineTotal() * weight / (1 - weight);
  }

  /** The canary has nothing though it should have, or nobody has anything. */
  boolean silent() {
    return awaited >= AWAITED || (!heard && baselineTotal == 0);
  }

  double awaited() {
    return awaited;
  }

  long baselineBad() {
    return baselineBad;
  }

  long baselineTotal() {
    return baselineTotal;
  }

  /**
   * At least three times the bad requests that are normal, and too many for chance: Chernoff's
   * bound of a Poisson count, with the surprise divided by phi for bursts.
   */
  boolean trouble(double expected, double phi) {
    double usual = baselineTotal * expected;
    if (baselineBad < 3 * usual || baselineBad < 5) {
      return false;
    }
    double surprise = baselineBad * Math.log(baselineBad / usual) - baselineBad + usual;
    return surprise / phi >= SURPRISE;
  }
}
