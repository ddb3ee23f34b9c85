// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import java.time.Instant;
import java.util.List;

/**
 * What thinning the logs has come to.
 *
 * @param below what was written before, and is not needed by a row, is gone
 * @param hindrances why nothing was thinned, each with what to do; empty when it was
 * @param logs empty when nothing was thinned
 */
public record Thinned(String replication, Instant below, List<String> hindrances, List<Log> logs) {

  /** How a hindrance begins that is a node without an answer. */
  public static final String NOT_REACHED = "not reached: ";

  public Thinned {
    hindrances = List.copyOf(hindrances);
    logs = List.copyOf(logs);
  }

  /**
   * The log of a table on one node.
   *
   * @param gone entries that are no longer there
   * @param left entries that are
   */
  public record Log(String node, String table, long gone, long left) {}

  public boolean done() {
    return hindrances.isEmpty();
  }
}
