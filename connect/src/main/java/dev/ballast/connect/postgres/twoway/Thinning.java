// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import dev.ballast.connect.postgres.Database;
import dev.ballast.connect.postgres.DatabaseException;
import dev.ballast.connect.postgres.Names;
import dev.ballast.model.Replica;
import dev.ballast.model.ReplicatedTable;
import dev.ballast.model.Replication;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes out of the logs what no row and no node needs any more.
 *
 * <p>Idea: below some stamp, every node has every entry, and nobody will write one any more. The
 * entries of a key below it therefore make the same of its row everywhere, whatever comes, and can
 * become that one. Two things could still come: an entry of a transaction that is open (its stamp
 * is as old as its write, so none may be open that began before), and a stamp of a clock that was
 * set back (so every clock is moved past the stamp first). Then all wait until everybody has
 * confirmed what everybody had written; and once more, since what was written before the first wait
 * was over may not have known what it waited for, and the journal has to find it there.
 */
final class Thinning {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A batch is a transaction: short enough to be in nobody's way. */
  private static final int KEYS = 1_000;

  private static final int COUNTER_BITS = 16;

  private final Replication replication;
  private final Nodes nodes;
  private final Duration patience;
  private final List<String> hindrances = new ArrayList<>();

  Thinning(Replication replication, Nodes nodes, Duration patience) {
    this.replication = replication;
    this.nodes = nodes;
    this.patience = patience;
  }

  /** Stamps of what was written longer ago than it is kept, by a node's own clock. */
  static long below(Replication replication, Database database) {
    return database.number("SELECT ballast.wall()")
        - (replication.keepLog().toMillis() << COUNTER_BITS);
  }

  Thinned run(List<DatabaseException> failures) {
    failures.forEach(f -> hindrances.add(Thinned.NOT_REACHED + f.getMessage()));
    nodes.sessions().forEach(this::ready);
    if (!hindrances.isEmpty()) {
      return new Thinned(replication.name(), Instant.EPOCH, hindrances, List.of());
    }
    long below =
        nodes.sessions().values().stream().mapToLong(d -> below(replication, d)).min().orElse(0);
    new Copies(replication, nodes)
        .pending()
        .forEach(copy -> hindrances.add(copy.text() + ". Fix: " + copy.fix()));
    nodes.sessions().values().forEach(d -> quiet(d, below));
    Barrier barrier = new Barrier(replication, nodes, patience);
    for (int pass = 0; pass < 2 && hindrances.isEmpty(); pass++) {
      hindrances.addAll(barrier.pass());
    }
    return new Thinned(
        replication.name(),
        Instant.ofEpochMilli(below >> COUNTER_BITS),
        hindrances,
        hindrances.isEmpty() ? thin(below) : List.of());
  }

  private void ready(Replica node, Database database) {
    if (database.one("SELECT to_regclass('ballast.thinned')").isEmpty()) {
      hindrances.add(node.name() + ": nothing here thins logs yet. Fix: install, once more");
    } else if (!database.yes("SELECT pg_try_advisory_lock(7311, 2)")) {
      hindrances.add(node.name() + ": somebody else is thinning the logs. Fix: wait for that");
    }
  }

  /** From here on nobody gets a stamp below, and nobody who has one is still under way. */
  private void quiet(Database database, long below) {
    database.one("SELECT ballast.tick(?)", below);
    List<List<String>> open =
        database.rows(
            """
            SELECT 'process ' || pid, xact_start::text FROM pg_stat_activity
             WHERE datname = current_database() AND backend_xid IS NOT NULL
               AND xact_start < to_timestamp(?::double precision / 1000)
            UNION ALL
            SELECT 'prepared as ' || gid, prepared::text FROM pg_prepared_xacts
             WHERE database = current_database()
            """,
            below >> COUNTER_BITS);
    open.forEach(
        o ->
            hindrances.add(
                "%s: a transaction is open since %s (%s), and may hold writes that are as old. Fix: end it"
                    .formatted(database.name(), o.get(1), o.get(0))));
  }

  private List<Thinned.Log> thin(long below) {
    List<Thinned.Log> logs = new ArrayList<>();
    for (Map.Entry<Replica, Database> node : nodes.sessions().entrySet()) {
      Database database = node.getValue();
      for (ReplicatedTable table : replication.tables()) {
        long gone = thin(database, table, below);
        String log = Names.qualified("ballast_log", TableCode.log(table));
        logs.add(
            new Thinned.Log(
                database.name(),
                table.qualified(),
                gone,
                database.number("SELECT count(*) FROM " + log)));
      }
    }
    return logs;
  }

  private long thin(Database database, ReplicatedTable table, long below) {
    for (Replica writer : replication.nodes()) {
      database.run(
          """
          INSERT INTO ballast.thinned AS t (log, node, below) VALUES (%s, %d, %d)
          ON CONFLICT (log, node) DO UPDATE
            SET below = greatest(t.below, excluded.below), at = excluded.at
          """
              .formatted(Names.literal(TableCode.log(table)), writer.id(), below));
    }
    String thin = new TableCode(table, TableFacts.ABSENT).thin();
    long gone = 0;
    String after = "";
    do {
      List<String> batch = database.rows(thin, after, KEYS, below, below).getFirst();
      after = batch.get(0);
      gone += Long.parseLong(batch.get(1));
    } while (!after.isEmpty());
    return gone;
  }
}
