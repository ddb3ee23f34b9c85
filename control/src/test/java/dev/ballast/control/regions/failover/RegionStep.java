// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.failover;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Something that goes wrong.
 *
 * @param at milliseconds from the beginning
 * @param one whom it concerns: a region (0, 1), or a site (2 is the witness)
 * @param other at the other end of a cut
 * @param amount milliseconds that it lasts, or that a clock is set by
 */
record RegionStep(long at, Kind kind, int one, int other, int amount) {

  /** What goes wrong. */
  enum Kind {
    /** A region is gone, with all that is in it. */
    LOSS,
    /** Nothing goes in or out of a region; it lives. */
    CUT_OFF,
    /** Nothing goes in; what it says itself comes out. */
    NO_WAY_IN,
    /** From one place to another. */
    ONE_WAY,
    /** Between two places. */
    BOTH_WAYS,
    /** Users are answered badly. */
    GRAY,
    DOOR_DEAD,
    STORE_DEAD,
    /** Off and on again, faster than anybody decides. */
    FLAPS,
    SET_CLOCK,
    STALL
  }

  static final long LENGTH = 7_000;

  private static final Kind[] HARMLESS = {
    Kind.NO_WAY_IN,
    Kind.ONE_WAY,
    Kind.BOTH_WAYS,
    Kind.GRAY,
    Kind.DOOR_DEAD,
    Kind.STORE_DEAD,
    Kind.FLAPS,
    Kind.SET_CLOCK
  };

  /** Whatever can happen. */
  static List<RegionStep> anything(RandomGenerator random) {
    return script(random, Kind.values(), 3 + random.nextInt(8));
  }

  /**
   * Gray failures, cuts of paths and directions: a region hurts and is there. One at a time, since
   * a dead door and a dead store together are a region that nobody gets anything from.
   */
  static List<RegionStep> harmless(RandomGenerator random) {
    List<RegionStep> steps = new ArrayList<>();
    Kind kind = HARMLESS[random.nextInt(HARMLESS.length)];
    for (long at = 1_500; at < LENGTH - 3_000; at += 1_000 + random.nextInt(2_000)) {
      RegionStep step = step(random, kind, at);
      steps.add(step);
      if (random.nextBoolean()) {
        steps.add(step(random, Kind.SET_CLOCK, at + 100));
      }
      at += step.amount();
      kind = HARMLESS[random.nextInt(HARMLESS.length)];
    }
    return steps;
  }

  /** An owner that is cut off and whose clock is set back meanwhile. */
  static List<RegionStep> cutOffWithAWrongClock(RandomGenerator random) {
    long at = 2_000L + random.nextInt(1_000);
    return List.of(
        new RegionStep(at, Kind.CUT_OFF, 0, 1, 4_000),
        new RegionStep(at + random.nextInt(500), Kind.SET_CLOCK, 0, 1, -random.nextInt(2_000)));
  }

  private static List<RegionStep> script(RandomGenerator random, Kind[] kinds, int size) {
    List<RegionStep> steps = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      steps.add(step(random, kinds[random.nextInt(kinds.length)], 1_000 + random.nextLong(LENGTH)));
    }
    steps.sort(Comparator.comparingLong(RegionStep::at));
    return steps;
  }

  private static RegionStep step(RandomGenerator random, Kind kind, long at) {
    boolean site = kind == Kind.ONE_WAY || kind == Kind.BOTH_WAYS || kind == Kind.SET_CLOCK;
    int one = random.nextInt(site ? 3 : 2);
    int other = (one + 1 + random.nextInt(2)) % 3;
    int amount =
        kind == Kind.SET_CLOCK ? random.nextInt(4_001) - 2_000 : 300 + random.nextInt(2_500);
    return new RegionStep(at, kind, one, other, amount);
  }

  @Override
  public String toString() {
    return "%4d ms: %s at %d, %d (%d)".formatted(at, kind, one, other, amount);
  }
}
