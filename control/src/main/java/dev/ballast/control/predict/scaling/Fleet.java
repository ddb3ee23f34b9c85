// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.scaling;

import java.util.ArrayDeque;
import java.util.Deque;

/** The replicas of a service: some serve, some still start. */
final class Fleet {

  private final int startUp;
  private final Deque<Starting> starting = new ArrayDeque<>();
  private int ready;

  private record Starting(int readyAt, int count) {}

  /**
   * @param startUp in ticks
   * @param ready replicas that serve already
   */
  Fleet(int startUp, int ready) {
    this.startUp = startUp;
    this.ready = ready;
  }

  /** Those that have started by now serve. */
  void pass(int tick) {
    while (!starting.isEmpty() && starting.getFirst().readyAt() <= tick) {
      ready += starting.removeFirst().count();
    }
  }

  /** Starts new ones, or stops some: those first that do not serve yet. */
  void become(int wanted, int tick) {
    int more = wanted - all();
    if (more > 0) {
      starting.addLast(new Starting(tick + startUp, more));
    }
    int fewer = -more;
    while (fewer > 0 && !starting.isEmpty()) {
      Starting last = starting.removeLast();
      int kept = Math.max(0, last.count() - fewer);
      fewer -= last.count() - kept;
      if (kept > 0) {
        starting.addLast(new Starting(last.readyAt(), kept));
      }
    }
    ready -= Math.max(0, fewer);
  }

  int ready() {
    return ready;
  }

  /** Paid for from the decision on. */
  int all() {
    return ready + starting.stream().mapToInt(Starting::count).sum();
  }
}
