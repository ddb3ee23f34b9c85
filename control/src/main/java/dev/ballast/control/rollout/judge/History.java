// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.judge;

import dev.ballast.stats.sequential.Overdispersion;

/**
 * What is known of the current version before the rollout.
 *
 * @param total requests
 * @param bad of them
 * @param dispersion how clustered the bad ones came, in intervals as long as the checks
 */
public record History(long total, long bad, Overdispersion dispersion) {

  public static final History NONE = new History(0, 0, Overdispersion.UNKNOWN);

  public History {
    if (bad < 0 || total < bad) {
      throw new IllegalArgumentException(
          "bad, total: " + bad + ", " + total + " (expected: 0 <= bad <= total)");
    }
  }

  /** From intervals of one length, oldest first. */
  public static History of(long[] totals, long[] bad) {
    long all = 0;
    long failed = 0;
    for (int i = 0; i < totals.length; i++) {
      all += totals[i];
      failed += bad[i];
    }
    return new History(all, failed, Overdispersion.of(bad));
  }
}
