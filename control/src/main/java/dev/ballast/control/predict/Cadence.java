// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

/**
 * The usual time between samples, learnt as they come, and whether one is overdue. Gaps are only
 * told apart from rhythm after ten samples; three usual intervals without one are a gap.
 */
final class Cadence {

  private static final int LEARNING = 10;
  private static final double GAP = 3;
  private static final double MEMORY = 0.02;

  private double usual;
  private long last;
  private int seen;

  /** Takes the time of a sample and answers whether some are missing before it. */
  boolean gapBefore(long epochMillis) {
    long passed = epochMillis - last;
    boolean gap = seen > LEARNING && passed > GAP * usual;
    if (seen > 0 && passed > 0) {
      double bounded = seen > LEARNING ? Math.min((double) passed, 4 * usual) : passed;
      usual += (bounded - usual) * Math.max(1.0 / seen, MEMORY);
    }
    last = Math.max(last, epochMillis);
    last = seen == 0 ? epochMillis : last;
    seen = Math.min(seen + 1, Integer.MAX_VALUE - 1);
    return gap;
  }

  boolean overdue(long now) {
    return seen > LEARNING && now - last > GAP * usual;
  }

  long last() {
    return last;
  }

  /** Milliseconds between samples; five minutes while unknown. */
  double millis() {
    return usual > 0 ? usual : SeriesWatch.ASSUMED_MILLIS;
  }
}
