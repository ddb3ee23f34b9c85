// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.leader;

import java.util.List;

/**
 * Who leads and who follows, how far behind.
 *
 * @param problems what somebody has to look at, in words
 */
public record Standing(String replication, List<Node> nodes, List<String> problems) {

  public Standing {
    nodes = List.copyOf(nodes);
    problems = List.copyOf(problems);
  }

  /** What a node is. */
  public enum Role {
    LEADER,
    /** It would lead, and takes no writes. */
    FENCED,
    FOLLOWER,
    /** It did not answer: it may be anything. */
    UNREACHABLE
  }

  /**
   * One server.
   *
   * @param epoch of the leader that it knows; 0 when none was ever promoted by us
   * @param position in the write-ahead log, as PostgreSQL writes it; empty when unreachable
   * @param behindBytes of the leader's log that are not replayed; -1 when that cannot be told
   * @param behindSeconds since the commit that was replayed last; -1 when that cannot be told
   */
  public record Node(
      String name,
      Role role,
      long epoch,
      String position,
      long behindBytes,
      double behindSeconds,
      String note) {}
}
