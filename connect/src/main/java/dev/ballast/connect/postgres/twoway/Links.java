// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import dev.ballast.connect.postgres.Database;
import dev.ballast.connect.postgres.DatabaseException;
import dev.ballast.connect.postgres.Names;
import dev.ballast.model.Replica;
import dev.ballast.model.Replication;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The subscriptions of a node: one for each other node, since none hands on what it was sent. */
final class Links {

  private static final int LONGEST_STEM = 40;

  private final Replication replication;
  private final Replica here;

  Links(Replication replication, Replica here) {
    this.replication = replication;
    this.here = here;
  }

  /**
   * A name for the subscription here and for its slot there, which is known to the whole server.
   */
  String nameFrom(Replica there) {
    String stem = replication.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    return "ballast_%s_%d_to_%d"
        .formatted(stem.substring(0, Math.min(stem.length(), LONGEST_STEM)), there.id(), here.id());
  }

  /** What makes them, each a statement that cannot stand in a transaction. */
  List<String> created(List<String> existing) {
    List<String> sql = new ArrayList<>();
    for (Replica there : others()) {
      String name = nameFrom(there);
      sql.add(
          existing.contains(name)
              ? "ALTER SUBSCRIPTION " + name + " REFRESH PUBLICATION WITH (copy_data = true)"
              : """
                CREATE SUBSCRIPTION %s
                  CONNECTION %s
                  PUBLICATION ballast
                  WITH (origin = none, copy_data = true, streaming = on)"""
                  .formatted(name, Names.literal(there.peer())));
    }
    return sql;
  }

  List<String> existing(Database database) {
    return database
        .rows(
            """
            SELECT s.subname FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid
             WHERE d.datname = current_database() AND s.subname = ANY (string_to_array(?, ' '))
            """,
            String.join(" ", others().stream().map(this::nameFrom).toList()))
        .stream()
        .map(List::getFirst)
        .toList();
  }

  /**
   * Drops a subscription and, where the other side can be reached, its slot there.
   *
   * @return what was left behind; empty when nothing was
   */
  String drop(Database database, Replica there) {
    String name = nameFrom(there);
    try {
      database.run("DROP SUBSCRIPTION " + name);
      return "";
    } catch (DatabaseException e) {
      database.run("ALTER SUBSCRIPTION " + name + " DISABLE");
      database.run("ALTER SUBSCRIPTION " + name + " SET (slot_name = NONE)");
      database.run("DROP SUBSCRIPTION " + name);
      return there.name()
          + " could not be reached: its slot is left and keeps its WAL. Fix: there, SELECT"
          + " pg_drop_replication_slot('"
          + name
          + "')";
    }
  }

  List<Replica> others() {
    return replication.nodes().stream().filter(n -> n.id() != here.id()).toList();
  }
}
