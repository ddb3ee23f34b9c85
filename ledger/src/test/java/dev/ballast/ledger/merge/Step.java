// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Something that a client or the world does to replicas.
 *
 * @param at milliseconds from the beginning
 * @param replica whom it concerns
 * @param amount key, element, other replica, duration or skew, as the kind has it
 */
record Step(long at, Kind kind, int replica, int amount) {

  /** What is done. */
  enum Kind {
    WRITE,
    PUT,
    REMOVE,
    LIKE,
    TAG,
    UNTAG,
    NOTE,
    EDIT,
    DELETE,
    CRASH,
    CUT_ONE_WAY,
    ISOLATE,
    SKEW
  }

  static final int REPLICAS = 3;
  static final long LENGTH = 1_500;

  /** Far beyond the bound, so that this replica's writes are refused until time has caught up. */
  static final int WRONG_CLOCK = 120_000;

  static List<Step> script(RandomGenerator random) {
    List<Step> steps = new ArrayList<>();
    int size = 15 + random.nextInt(40);
    for (int i = 0; i < size; i++) {
      Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
      int amount =
          switch (kind) {
            case CUT_ONE_WAY, ISOLATE -> 100 + random.nextInt(500);
            case SKEW -> random.nextInt(6) == 0 ? WRONG_CLOCK : random.nextInt(401) - 200;
            default -> random.nextInt(3);
          };
      // several in one millisecond on purpose: that is where ties are
      steps.add(
          new Step(10 * random.nextLong(LENGTH / 10), kind, random.nextInt(REPLICAS), amount));
    }
    steps.sort(Comparator.comparingLong(Step::at));
    return steps;
  }

  @Override
  public String toString() {
    return "%4d ms: %s of replica %d (%d)".formatted(at, kind, replica, amount);
  }
}
