// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import java.util.Arrays;

/**
 * Counts alerts so that no period holds more than the dial allows, and asks more of each the more
 * were spent: the last one of a period needs about twice the score of the first, so that something
 * is left for what is really bad.
 */
public final class AlertBudget {

  private static final int MOST = 64;

  private final Dial dial;
  private final long[] spent;
  private int next;

  public AlertBudget(Dial dial) {
    this.dial = dial;
    this.spent = new long[(int) Math.clamp(Math.ceil(dial.most()), 1, MOST)];
    Arrays.fill(spent, Long.MIN_VALUE);
  }

  public Dial dial() {
    return dial;
  }

  /** Alerts in the period up to this time. */
  public int used(long epochMillis) {
    int used = 0;
    for (long at : spent) {
      used += at != Long.MIN_VALUE && epochMillis - at < dial.per().toMillis() ? 1 : 0;
    }
    return used;
  }

  public int most() {
    return spent.length;
  }

  /** What a score must reach now, as a multiple of the threshold; infinite when all is spent. */
  double factor(long epochMillis) {
    int used = used(epochMillis);
    return used >= spent.length ? Double.POSITIVE_INFINITY : 1 + (double) used / spent.length;
  }

  void spend(long epochMillis) {
    spent[next] = epochMillis;
    next = (next + 1) % spent.length;
  }
}
