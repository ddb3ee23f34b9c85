// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.fencing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Something that goes wrong.
 *
 * @param at milliseconds from the beginning
 * @param site whom it concerns; the log and the resource have numbers after the sites
 * @param amount milliseconds it lasts, or a clock is set by
 */
record EpochStep(long at, Kind kind, int site, int amount) {

  /** What goes wrong. */
  enum Kind {
    CUT_TO_LOG,
    CUT_FROM_LOG,
    CUT_TO_RESOURCE,
    PAUSE,
    SET_CLOCK,
    CRASH_LOG
  }

  static final int SITES = 3;
  static final long LENGTH = 6_000;

  static List<EpochStep> script(RandomGenerator random) {
    List<EpochStep> steps = new ArrayList<>();
    int size = 4 + random.nextInt(12);
    for (int i = 0; i < size; i++) {
      Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
      int amount =
          kind == Kind.SET_CLOCK ? random.nextInt(4_001) - 2_000 : 100 + random.nextInt(1_200);
      steps.add(new EpochStep(random.nextLong(LENGTH), kind, random.nextInt(SITES), amount));
    }
    steps.sort(Comparator.comparingLong(EpochStep::at));
    return steps;
  }

  @Override
  public String toString() {
    return "%4d ms: %s at site %d (%d)".formatted(at, kind, site, amount);
  }
}
