// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import dev.ballast.connect.postgres.Database;
import dev.ballast.connect.postgres.Names;
import dev.ballast.connect.postgres.twoway.Standing.Conflict;
import dev.ballast.model.Replication;
import java.util.List;

/** Reads the journal of one node. */
final class JournalReader {

  /** Replaced knowingly since, or merged without loss: no write was lost. */
  private static final String LOST = "NOT c.superseded AND c.lost_columns <> '{}'";

  private final Replication replication;
  private final Database database;

  JournalReader(Replication replication, Database database) {
    this.replication = replication;
    this.database = database;
  }

  long count() {
    return database.number("SELECT count(*) FROM ballast.conflict c WHERE " + LOST);
  }

  List<Journal.Entry> latest(int most) {
    return database
        .rows(
            """
            SELECT r.relation::text, c.key, %s, to_timestamp((c.lost_stamp >> 16) / 1000.0)::text,
                   c.lost_kind, c.lost_row, %s, to_timestamp((c.won_stamp >> 16) / 1000.0)::text,
                   c.won_kind, c.won_row, array_to_string(c.lost_columns, ', '),
                   r.merge, c.lost_stamp, c.won_stamp
              FROM ballast.conflict c JOIN ballast.replicated r USING (log)
             WHERE %s
             ORDER BY c.lost_stamp DESC, c.log, c.key LIMIT %d
            """
                .formatted(named("c.lost_node"), named("c.won_node"), LOST, most))
        .stream()
        .map(
            c ->
                new Journal.Entry(
                    conflict(c), c.get(11), Long.parseLong(c.get(12)), Long.parseLong(c.get(13))))
        .toList();
  }

  private static Conflict conflict(List<String> c) {
    return new Conflict(
        c.get(0),
        c.get(1),
        c.get(2),
        c.get(3),
        kind(c.get(4)),
        c.get(5),
        c.get(6),
        c.get(7),
        kind(c.get(8)),
        c.get(9),
        c.get(10));
  }

  private String named(String column) {
    StringBuilder sql = new StringBuilder("CASE " + column);
    replication
        .nodes()
        .forEach(n -> sql.append(" WHEN " + n.id() + " THEN " + Names.literal(n.name())));
    return sql + " ELSE " + column + "::text END";
  }

  private static String kind(String letter) {
    return switch (letter) {
      case "I" -> "insert";
      case "U" -> "update";
      default -> "delete";
    };
  }
}
