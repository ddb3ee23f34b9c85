// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.consensus;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the voters stand, as one of them sees it.
 *
 * @param leader null when this voter knows of none
 * @param applied the number of the last entry that this voter has applied
 */
public record Standing(
    String self, Role role, long term, @Nullable String leader, long applied, List<Peer> peers) {

  public Standing {
    peers = List.copyOf(peers);
  }

  /** What this voter does now. */
  public enum Role {
    LEADER,
    FOLLOWER,
    /** Looks for a leader. */
    CANDIDATE,
    /** Out of order; somebody has to look. */
    STOPPED
  }

  /**
   * Another voter.
   *
   * @param reach whether it can be connected to from here
   * @param since when that began; null when it is not known yet
   * @param behind entries that it lacks; negative when only the leader could say
   * @param heard how long ago it was heard of; null when this voter does not hear of it
   */
  public record Peer(
      String region,
      String address,
      boolean witness,
      Reach reach,
      @Nullable Instant since,
      long behind,
      @Nullable Duration heard) {}

  /** Whether something can be connected to. */
  public enum Reach {
    UNKNOWN,
    REACHABLE,
    UNREACHABLE
  }
}
