// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import java.util.Arrays;

/** Looks for one order of one key's operations that the model and the clock both allow. */
final class Search {

  /*
   * Wing and Gong 1993 with Lowe's memo (2017): take any operation whose call comes before the first return that is left, if the model
   * allows; go back where none is possible; never try a set of taken operations with the same state twice. Two orders are never needed:
   * an operation that only looks and is allowed now may as well come now, and an unknown one that changes nothing need never come.
   * A memo row is exact: the state, and which operations are taken. Exponential in the overlap at worst.
   */

  /** How it ended. */
  enum End {
    FOUND,
    NONE,
    OUT_OF_MEMORY,
    OUT_OF_STEPS
  }

  private static final int HEAD = 0;

  private final Timeline line;
  private final Model.Steps steps;
  private final Memo memo;
  private final long mostSteps;
  private final int[] next;
  private final int[] previous;
  private final int[] returns;
  private final long[] taken;
  private final long[] unknownTaken;
  private final int[] stack;
  private final long[] states;
  private final int[] highs;
  private long[] row = new long[16];
  private int depth;
  private int done;
  private int low;
  private int high;
  private long tried;
  private int furthest = -1;
  private int[] best = {};

  Search(Timeline line, Model.Steps steps, Memo memo, long mostSteps) {
    this.line = line;
    this.steps = steps;
    this.memo = memo;
    this.mostSteps = mostSteps;
    int size = line.events.length;
    next = new int[size + 2];
    previous = new int[size + 2];
    returns = new int[line.operations.size()];
    for (int i = 0; i < size; i++) {
      if (line.events[i] < 0) {
        returns[~line.events[i]] = i + 1;
      }
    }
    taken = new long[(line.answered >>> 6) + 2];
    unknownTaken = new long[((line.operations.size() - line.answered) >>> 6) + 1];
    stack = new int[line.operations.size()];
    states = new long[line.operations.size()];
    highs = new int[line.operations.size()];
  }

  /**
   * Searches from a state.
   *
   * @param remember the longest order that was found, for an explanation; costs time
   */
  End run(long initial, boolean remember) {
    memo.clear();
    reset();
    long state = initial;
    int event = next[HEAD];
    while (done < line.answered) {
      int operation = event <= line.events.length ? line.events[event - 1] : -1;
      if (operation >= 0) {
        if (++tried > mostSteps) {
          return End.OUT_OF_STEPS;
        }
        long after = steps.step(state, operation);
        boolean idle = after == state && operation >= line.answered;
        if (after != Model.Steps.REJECTED && !idle) {
          int before = high;
          take(event, operation);
          Memo.Added added = memo.add(row, key(after));
          if (added == Memo.Added.FULL) {
            return End.OUT_OF_MEMORY;
          }
          if (added == Memo.Added.NEW) {
            stack[depth] = event;
            states[depth] = state;
            highs[depth++] = before;
            state = after;
            event = next[HEAD];
            continue;
          }
          putBack(event, operation);
          high = before;
          if (operation < line.answered && after == state && steps.reads(operation)) {
            event = line.events.length + 1; // it may as well come now, and that was tried
            continue;
          }
        }
        event = next[event];
        continue;
      }
      if (event <= line.events.length && event > furthest) {
        furthest = event;
        if (remember) {
          best = Arrays.copyOf(stack, depth);
        }
      }
      boolean looked;
      do {
        if (depth == 0) {
          return End.NONE;
        }
        event = stack[--depth];
        state = states[depth];
        operation = line.events[event - 1];
        putBack(event, operation);
        high = highs[depth];
        looked = operation < line.answered && steps.reads(operation);
      } while (looked);
      event = next[event];
    }
    return End.FOUND;
  }

  /** The answered operation whose return no order ever passed; after {@link End#NONE}. */
  int blocked() {
    return ~line.events[furthest - 1];
  }

  /** The place of that return among the events. */
  int blockedEvent() {
    return furthest - 1;
  }

  /** The longest order that was found: operations as they were taken. */
  int[] longest() {
    return Arrays.stream(best).map(event -> line.events[event - 1]).toArray();
  }

  /** How many operations had been answered where it came no further. */
  int reached() {
    return furthest < 0 ? done : returnsBefore(furthest - 1);
  }

  long tried() {
    return tried;
  }

  private int returnsBefore(int events) {
    return (int) Arrays.stream(line.events, 0, events).filter(event -> event < 0).count();
  }

  private void reset() {
    int last = line.events.length + 1;
    for (int i = 0; i <= last; i++) {
      next[i] = Math.min(i + 1, last);
      previous[i] = Math.max(i - 1, 0);
    }
    Arrays.fill(taken, 0);
    Arrays.fill(unknownTaken, 0);
    depth = 0;
    done = 0;
    low = 0;
    high = 0;
    furthest = -1;
    tried = 0;
  }

  private void take(int event, int operation) {
    unlink(event);
    if (operation < line.answered) {
      unlink(returns[operation]);
      taken[operation >>> 6] |= 1L << operation;
      done++;
      high = Math.max(high, operation + 1);
      while (low < line.answered && (taken[low >>> 6] & 1L << low) != 0) {
        low++;
      }
    } else {
      int bit = operation - line.answered;
      unknownTaken[bit >>> 6] |= 1L << bit;
    }
  }

  private void putBack(int event, int operation) {
    if (operation < line.answered) {
      link(returns[operation]);
      taken[operation >>> 6] &= ~(1L << operation);
      done--;
      low = Math.min(low, operation);
    } else {
      int bit = operation - line.answered;
      unknownTaken[bit >>> 6] &= ~(1L << bit);
    }
    link(event);
  }

  private void unlink(int event) {
    next[previous[event]] = next[event];
    previous[next[event]] = previous[event];
  }

  private void link(int event) {
    next[previous[event]] = event;
    previous[next[event]] = event;
  }

  /**
   * Writes the memo row of what is taken and returns its length. What was skipped on the way to the
   * furthest taken operation overlaps with now, so it is little: a mask where it lies close by, the
   * numbers themselves where something takes very long.
   */
  private int key(long state) {
    int unknown = unknownTaken.length;
    while (unknown > 0 && unknownTaken[unknown - 1] == 0) {
      unknown--;
    }
    int holes = high - done;
    boolean close = high - low <= Long.SIZE;
    int length = 2 + (close ? 1 : holes) + unknown;
    if (row.length < length) {
      row = new long[length * 2];
    }
    row[0] = state;
    if (close) {
      row[1] = (long) low << 32;
      row[2] = bitsFrom(low);
    } else {
      row[1] = (long) high << 32 | holes;
      int at = 2;
      for (int event = next[HEAD]; at < 2 + holes; event = next[event]) {
        int operation = line.events[event - 1];
        if (operation >= 0 && operation < line.answered) {
          row[at++] = operation;
        }
      }
    }
    System.arraycopy(unknownTaken, 0, row, length - unknown, unknown);
    return length;
  }

  private long bitsFrom(int bit) {
    int word = bit >>> 6;
    int shift = bit & 63;
    long bits = taken[word] >>> shift;
    return shift == 0 ? bits : bits | taken[word + 1] << (64 - shift);
  }
}
