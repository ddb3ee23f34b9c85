// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Calls and returns of one key's operations in the order of time, a call before a return of the
 * same moment. Operations have numbers by their start: first those that were answered, then, from
 * {@code answered} on, those that nobody knows of, which have no return.
 */
final class Timeline {

  private static final Comparator<Operation> BY_START =
      Comparator.comparingLong(Operation::start).thenComparingLong(Operation::number);

  final List<Operation> operations;
  final int answered;

  /** For each event its operation; a return has the operation's complement. */
  final int[] events;

  Timeline(List<Operation> given) {
    Operation[] sorted = given.toArray(Operation[]::new);
    Arrays.sort(
        sorted,
        Comparator.<Operation, Boolean>comparing(o -> !o.answered()).thenComparing(BY_START));
    operations = List.of(sorted);
    int known = 0;
    while (known < sorted.length && sorted[known].answered()) {
      known++;
    }
    answered = known;
    events = events(sorted, known);
  }

  private static int[] events(Operation[] sorted, int answered) {
    Integer[] byEnd = new Integer[answered];
    Arrays.setAll(byEnd, i -> i);
    Arrays.sort(byEnd, Comparator.comparingLong(i -> sorted[i].end()));
    int[] events = new int[sorted.length + answered];
    int call = 0;
    int open = answered;
    int size = 0;
    for (int back : byEnd) {
      long end = sorted[back].end();
      while (true) {
        boolean more = call < answered && sorted[call].start() <= end;
        boolean unknown = open < sorted.length && sorted[open].start() <= end;
        if (unknown && (!more || sorted[open].start() < sorted[call].start())) {
          events[size++] = open++;
        } else if (more) {
          events[size++] = call++;
        } else {
          break;
        }
      }
      events[size++] = ~back;
    }
    while (open < sorted.length) {
      events[size++] = open++;
    }
    return events;
  }
}
