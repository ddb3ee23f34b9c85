// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import dev.ballast.connect.postgres.Database;
import dev.ballast.model.Replica;
import dev.ballast.model.Replication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Waits until every node has taken, and keeps, what every other one has written so far. */
final class Barrier {

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Replication replication;
  private final Map<Replica, Database> sessions;
  private final Duration patience;

  /** All nodes have to be reached. */
  Barrier(Replication replication, Nodes nodes, Duration patience) {
    this.replication = replication;
    this.sessions = nodes.sessions();
    this.patience = patience;
  }

  /** Who has not confirmed in time; those who are not connected are not waited for. */
  List<String> pass() {
    Map<Replica, String> marks = new LinkedHashMap<>();
    sessions.forEach((node, database) -> marks.put(node, mark(database)));
    long deadline = System.nanoTime() + patience.toNanos();
    List<Late> late = late(marks);
    while (!late.isEmpty()
        && late.stream().noneMatch(Late::away)
        && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(PAUSE.toNanos());
      late = late(marks);
    }
    return late.stream().map(Late::text).toList();
  }

  /** A commit after the mark makes the sender speak, and so the receiver confirm it. */
  private static String mark(Database database) {
    String mark = database.one("SELECT pg_current_wal_insert_lsn()");
    database.one("SELECT pg_logical_emit_message(true, 'ballast', 'barrier')");
    return mark;
  }

  private record Late(String text, boolean away) {}

  private List<Late> late(Map<Replica, String> marks) {
    List<Late> late = new ArrayList<>();
    for (Replica receiver : replication.nodes()) {
      Links links = new Links(replication, receiver);
      for (Replica sender : links.others()) {
        Database database = sessions.get(sender);
        if (database != null) {
          slot(database, receiver, links.nameFrom(sender), marks.getOrDefault(sender, ""), late);
        }
      }
    }
    return late;
  }

  private void slot(Database from, Replica to, String name, String mark, List<Late> late) {
    List<List<String>> found =
        from.rows(
            """
            SELECT active, confirmed_flush_lsn >= ?::pg_lsn,
                   pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)::bigint
              FROM pg_replication_slots WHERE slot_name = ?
            """,
            mark,
            name);
    if (found.isEmpty()) {
      late.add(
          new Late(
              to.name() + " takes nothing from " + from.name() + ". Fix: install again", true));
    } else if (!found.getFirst().get(0).equals("t")) {
      late.add(
          new Late(
              "%s is not connected to %s and lacks %s bytes of its write-ahead log. Fix: bring it back"
                  .formatted(to.name(), from.name(), found.getFirst().get(2)),
              true));
    } else if (!found.getFirst().get(1).equals("t")) {
      late.add(
          new Late(
              "%s has not confirmed within %d s what %s wrote (%s bytes). Fix: look at its server's log, then try again"
                  .formatted(to.name(), patience.toSeconds(), from.name(), found.getFirst().get(2)),
              false));
    }
  }
}
