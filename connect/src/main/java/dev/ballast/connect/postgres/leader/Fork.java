// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.leader;

import dev.ballast.connect.postgres.Database;
import java.util.List;

/**
 * Where a leader's history left that of the one before.
 *
 * @param before the timeline that ended for it
 * @param text the place in the log
 */
record Fork(int before, String text) {

  static final Fork NONE = new Fork(0, "");

  /** From the history that PostgreSQL writes at each promotion; its last line is the latest. */
  static Fork of(Database leader) {
    int timeline =
        (int)
            leader.number(
                "SELECT ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))"
                    + "::bit(32)::int");
    if (timeline <= 1) {
      return NONE;
    }
    String history =
        leader.one("SELECT pg_read_file(?)", "pg_wal/%08X.history".formatted(timeline));
    List<String> lines = history.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList();
    String[] last = lines.getLast().split("\\s+", -1);
    return new Fork(Integer.parseInt(last[0]), last[1]);
  }
}
