// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.sequential;

/**
 * What two arms saw during one interval: all events, and those that count as bad (failed, or slower
 * than a threshold).
 */
public record ArmCounts(long baselineTotal, long baselineBad, long canaryTotal, long canaryBad) {

  public static final ArmCounts NONE = new ArmCounts(0, 0, 0, 0);

  public ArmCounts {
    check("baseline", baselineTotal, baselineBad);
    check("canary", canaryTotal, canaryBad);
  }

  private static void check(String arm, long total, long bad) {
    if (bad < 0 || total < bad) {
      throw new IllegalArgumentException(
          arm + " bad, total: " + bad + ", " + total + " (expected: 0 <= bad <= total)");
    }
  }

  public ArmCounts plus(ArmCounts more) {
    return new ArmCounts(
        baselineTotal + more.baselineTotal,
        baselineBad + more.baselineBad,
        canaryTotal + more.canaryTotal,
        canaryBad + more.canaryBad);
  }

  /** The canary's share of all events; 0 without events. */
  public double canaryShare() {
    long all = baselineTotal + canaryTotal;
    return all == 0 ? 0 : (double) canaryTotal / all;
  }

  /** NaN without events. */
  public double baselineRate() {
    return (double) baselineBad / baselineTotal;
  }

  /** NaN without events. */
  public double canaryRate() {
    return (double) canaryBad / canaryTotal;
  }
}
