// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import java.util.List;

/**
 * How a replication goes.
 *
 * @param unreachable nodes that did not answer, and why
 * @param problems what somebody has to look at, in words
 * @param inStep whether all nodes have the same rows; not to be told while one is away
 */
public record Standing(
    String replication,
    List<Node> nodes,
    List<Link> links,
    List<Table> tables,
    List<Conflict> conflicts,
    List<String> unreachable,
    List<String> problems,
    Answer inStep) {

  /** The latest of the journal that are shown. */
  static final int MOST_CONFLICTS = 20;

  /** No answer is one of its own. */
  public enum Answer {
    YES,
    NO,
    UNKNOWN
  }

  public Standing {
    nodes = List.copyOf(nodes);
    links = List.copyOf(links);
    tables = List.copyOf(tables);
    conflicts = List.copyOf(conflicts);
    unreachable = List.copyOf(unreachable);
    problems = List.copyOf(problems);
  }

  /**
   * One database.
   *
   * @param skewMillis its clock minus that of the first node
   * @param skewErrorMillis how far that may be wrong
   * @param lost entries of the journal that nobody has written over knowingly
   * @param parked rows that the table refuses
   */
  public record Node(
      String name,
      int id,
      boolean installed,
      double skewMillis,
      double skewErrorMillis,
      long lost,
      long parked,
      long logBytes) {}

  /**
   * One direction.
   *
   * @param active whether the receiver is connected
   * @param waitingBytes of the sender's write-ahead log that the receiver has not confirmed
   * @param errors of applying, since the statistics began
   */
  public record Link(
      String from, String to, boolean active, long waitingBytes, long errors, String walStatus) {}

  /**
   * A table on one node.
   *
   * @param entries of its log
   * @param old those of them that are older than they have to be kept, and that no row needs
   * @param unequal rows that are not what their log says; -1 when not asked for
   */
  public record Table(
      String node, String table, long rows, String digest, long entries, long old, long unequal) {}

  /** An acknowledged write that another one beat without having seen it. */
  public record Conflict(
      String table,
      String key,
      String lostNode,
      String lostAt,
      String lostKind,
      String lostRow,
      String wonNode,
      String wonAt,
      String wonKind,
      String wonRow,
      String lostColumns) {}
}
