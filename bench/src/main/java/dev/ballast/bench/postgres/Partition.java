// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.postgres;

import dev.ballast.bench.postgres.WritersRecord.Write;
import dev.ballast.connect.postgres.Database;
import dev.ballast.connect.postgres.twoway.Finding;
import dev.ballast.connect.postgres.twoway.Standing;
import dev.ballast.connect.postgres.twoway.TwoWay;
import dev.ballast.model.TableMerge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Two nodes are cut from each other, both write the same rows, they are joined again: are they
 * equal, and does the journal have exactly what the writers can prove to be lost?
 */
final class Partition {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int WRITERS = 4;
  private static final double DELETES = 0.08;
  private static final double INSERTS = 0.08;

  private final TwoNodes nodes;
  private final String database;
  private final int keys;
  private final long seed;
  private final WritersRecord record = new WritersRecord();

  Partition(TwoNodes nodes, String database, int keys, long seed) {
    this.nodes = nodes;
    this.database = database;
    this.keys = keys;
    this.seed = seed;
  }

  /**
   * What came of it.
   *
   * @param missing lost by the writers' record and not in the journal
   * @param extra in the journal and not lost by the writers' record
   */
  record Outcome(
      int writes,
      int lost,
      Set<String> missing,
      Set<String> extra,
      boolean equalRows,
      boolean equalJournals,
      long unequalToLog,
      double healSeconds,
      long conflictsWonBySecond) {

    boolean exact() {
      return missing.isEmpty()
          && extra.isEmpty()
          && equalRows
          && equalJournals
          && unequalToLog == 0;
    }
  }

  /**
   * Runs it.
   *
   * @param skewMillis how much the clock of the second node is ahead
   */
  Outcome run(int writesPerSide, long skewMillis) throws Exception {
    nodes.database(
        database,
        "CREATE TABLE item (id int PRIMARY KEY, v text NOT NULL, payload text NOT NULL);"
            + " INSERT INTO item SELECT n, 'start ' || n, repeat('x', 60) FROM generate_series(1, "
            + keys
            + ") n");
    TwoWay twoWay =
        new TwoWay(nodes.replication(database, new TableMerge.LastWriter()), TwoNodes.NO_SECRETS);
    List<Finding> findings = twoWay.install();
    if (!findings.isEmpty()) {
      throw new IllegalStateException("refused, or not ready: " + findings);
    }
    try (Database first = nodes.open(1, database);
        Database second = nodes.open(2, database)) {
      skew(second, skewMillis);
      nodes.cut();
      write(writesPerSide);
      nodes.heal();
      long healed = System.nanoTime();
      // Not until both have as many: both may have as many when half is under way.
      String count = "SELECT count(*) FROM ballast_log.public__item";
      TwoNodes.until(
          PATIENCE,
          () -> first.number(count) == record.size() && second.number(count) == record.size());
      double seconds = (System.nanoTime() - healed) / 1e9;
      Outcome outcome = compare(twoWay, first, second, seconds);
      twoWay.uninstall();
      return outcome;
    }
  }

  /** The hybrid clock believes what this function says. */
  private static void skew(Database node, long millis) {
    node.run(
        "CREATE OR REPLACE FUNCTION ballast.wall() RETURNS bigint LANGUAGE sql VOLATILE AS"
            + " 'SELECT ((extract(epoch FROM clock_timestamp()) * 1000)::bigint + "
            + millis
            + ") << 16'");
  }

  private Outcome compare(TwoWay twoWay, Database first, Database second, double seconds) {
    Standing standing = twoWay.status(true);
    Map<Integer, String> end = new HashMap<>();
    first.rows("SELECT id, v FROM item").forEach(r -> end.put(Integer.valueOf(r.get(0)), r.get(1)));
    Set<String> truth = record.lost(end);
    Set<String> journal = journal(first);
    Set<Integer> twice = record.deletedTwice();
    return new Outcome(
        record.size(),
        truth.size(),
        without(truth, journal, twice),
        without(journal, truth, twice),
        standing.inStep() == Standing.Answer.YES,
        journal.equals(journal(second)),
        standing.tables().stream().mapToLong(Standing.Table::unequal).sum(),
        seconds,
        first.number(
            "SELECT count(*) FROM ballast.conflict WHERE NOT superseded AND won_node = 2"));
  }

  /** Of two deletions of one row either may be called the lost one. */
  private static Set<String> without(Set<String> all, Set<String> others, Set<Integer> twice) {
    Set<String> left = new TreeSet<>(all);
    left.removeAll(others);
    left.removeIf(
        one -> one.endsWith(" deleted") && twice.contains(Integer.valueOf(one.split(" ", -1)[1])));
    return left;
  }

  private static Set<String> journal(Database node) {
    Set<String> lost = new TreeSet<>();
    for (List<String> row :
        node.rows(
            "SELECT lost_node, trim(both '[]' from key), lost_kind, lost_row->>'v' FROM"
                + " ballast.conflict WHERE NOT superseded AND won_row->>'v' <> ''")) {
      String value = row.get(2).equals("D") ? WritersRecord.GONE : row.get(3);
      lost.add(
          WritersRecord.text(Integer.parseInt(row.get(0)), Integer.parseInt(row.get(1)), value));
    }
    return lost;
  }

  private void write(int writesPerSide) throws Exception {
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int node = 1; node <= 2; node++) {
        for (int writer = 0; writer < WRITERS; writer++) {
          int at = node;
          int who = writer;
          running.add(
              writers.submit(
                  () -> {
                    write(at, who, writesPerSide / WRITERS);
                    return null;
                  }));
        }
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a writer failed", e.getCause());
    }
  }

  private void write(int node, int writer, int writes) throws SQLException {
    SplittableRandom random = new SplittableRandom(seed * 31 + node * 7L + writer);
    try (Connection session = nodes.server(node).connect(database);
        PreparedStatement update =
            session.prepareStatement(
                "UPDATE item SET v = ? WHERE id = ? RETURNING coalesce(old.v, ''), new.v");
        PreparedStatement insert =
            session.prepareStatement(
                "INSERT INTO item (v, id, payload) VALUES (?, ?, 'new') ON CONFLICT (id)"
                    + " DO UPDATE SET v = excluded.v RETURNING coalesce(old.v, ''), new.v");
        PreparedStatement delete =
            session.prepareStatement("DELETE FROM item WHERE id = ? RETURNING v, ''")) {
      int done = 0;
      for (int i = 0; done < writes; i++) {
        int key = 1 + random.nextInt(keys);
        double dice = random.nextDouble();
        boolean deletes = dice < DELETES;
        PreparedStatement statement = deletes ? delete : dice < DELETES + INSERTS ? insert : update;
        if (deletes) {
          statement.setInt(1, key);
        } else {
          statement.setString(1, node + "-" + writer + "-" + i);
          statement.setInt(2, key);
        }
        try (ResultSet row = statement.executeQuery()) {
          if (row.next()) { // Acknowledged: each statement is a transaction of its own.
            record.add(new Write(node, key, row.getString(1), row.getString(2)));
            done++;
          }
        }
      }
    }
  }
}
