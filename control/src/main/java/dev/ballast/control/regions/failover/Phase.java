// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.failover;

import dev.ballast.control.regions.readiness.Wish;
import dev.ballast.model.RegionName;
import java.time.Instant;
import java.util.Set;

/** What the controller is at. It does one thing at a time: that is the rule of one region out. */
public sealed interface Phase {

  /** All regions have their users. */
  record Watching() implements Phase {}

  /**
   * The owner of the writes is being stopped.
   *
   * @param claimed whether the new epoch is written down where everybody looks
   * @param waiting stores whose old node was not yet shown to have stopped
   * @param asked when they were last asked to
   */
  record Fencing(
      Wish wish,
      RegionName target,
      long epoch,
      boolean claimed,
      Set<String> waiting,
      Instant since,
      Instant asked)
      implements Phase {
    public Fencing {
      waiting = Set.copyOf(waiting);
    }

    boolean isDone() {
      return claimed && waiting.isEmpty();
    }
  }

  /**
   * The new owner's stores are being opened for writes.
   *
   * @param waiting stores that do not take writes yet
   */
  record Promoting(
      Wish wish, RegionName target, long epoch, Set<String> waiting, Instant since, Instant asked)
      implements Phase {
    public Promoting {
      waiting = Set.copyOf(waiting);
    }
  }

  /**
   * Users' requests are being turned, stage by stage.
   *
   * @param stage index of the stage that holds now
   */
  record Shifting(Wish wish, int stage, Instant since) implements Phase {}

  /**
   * A region has no users.
   *
   * @param fenced whether it was stopped from writing as well
   */
  record Out(RegionName region, boolean fenced, Instant since, String why) implements Phase {}

  /** In one word. */
  default String word() {
    return switch (this) {
      case Watching w -> "watching";
      case Fencing f -> "fencing";
      case Promoting p -> "promoting";
      case Shifting s -> s.wish().kind() == Wish.Kind.RESTORE ? "restoring" : "draining";
      case Out o -> "out";
    };
  }
}
