// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.postgres;

import dev.ballast.connect.postgres.Database;
import dev.ballast.connect.postgres.twoway.TwoWay;
import dev.ballast.model.TableMerge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;

/** What a write costs when nothing, PostgreSQL itself, or our log brings it to the other node. */
final class ReplicationCost {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int KEYS = 10_000;
  private static final double TICKS_PER_SECOND = 100;

  /** How writes reach the other node. */
  enum Way {
    NOT_AT_ALL,
    PLAIN,
    MERGED
  }

  /**
   * What was measured; writes are on the first node only, so that plain replication has none that
   * conflict.
   *
   * @param cpuMillis of both servers for a thousand writes, until the second has them all
   * @param walBytes that the first node wrote for one write
   * @param behindSeconds after the last write until the second node had it
   */
  record Cost(
      Way way, double writesPerSecond, double cpuMillis, double walBytes, double behindSeconds) {}

  private final TwoNodes nodes;

  ReplicationCost(TwoNodes nodes) {
    this.nodes = nodes;
  }

  Cost of(Way way, int clients, int writes) throws Exception {
    String database = "cost_" + way.name().toLowerCase(java.util.Locale.ROOT) + "_" + clients;
    nodes.database(
        database,
        "CREATE TABLE item (id int PRIMARY KEY, v text NOT NULL, payload text NOT NULL);"
            + " INSERT INTO item SELECT n, 'start ' || n, repeat('x', 60) FROM generate_series(1, "
            + KEYS
            + ") n");
    TwoWay twoWay =
        new TwoWay(nodes.replication(database, new TableMerge.LastWriter()), TwoNodes.NO_SECRETS);
    try (Database first = nodes.open(1, database);
        Database second = nodes.open(2, database)) {
      switch (way) {
        case NOT_AT_ALL -> {}
        case PLAIN -> plain(database, first, second);
        case MERGED -> twoWay.install();
      }
      write(database, clients, writes / 10, 1); // Warm.
      settle(way, first, second);
      Cost cost = measure(way, database, clients, writes, first, second);
      if (way == Way.MERGED) {
        twoWay.uninstall();
      }
      if (way == Way.PLAIN) {
        first.run("DROP SUBSCRIPTION plain_2_to_1");
        second.run("DROP SUBSCRIPTION plain_1_to_2");
      }
      return cost;
    }
  }

  private Cost measure(
      Way way, String database, int clients, int writes, Database first, Database second)
      throws Exception {
    double cpu = cpuSeconds();
    String wal = first.one("SELECT pg_current_wal_insert_lsn()");
    long start = System.nanoTime();
    write(database, clients, writes, 2);
    double seconds = (System.nanoTime() - start) / 1e9;
    long bytes =
        first.number("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), ?::pg_lsn)::bigint", wal);
    long done = System.nanoTime();
    settle(way, first, second);
    double behind = (System.nanoTime() - done) / 1e9;
    double used = cpuSeconds() - cpu;
    return new Cost(way, writes / seconds, used * 1e6 / writes, bytes / (double) writes, behind);
  }

  /** Native replication both ways, as it comes: without any answer to conflicts. */
  private void plain(String database, Database first, Database second) {
    for (Database node : List.of(first, second)) {
      node.run("CREATE PUBLICATION plain FOR TABLE item");
    }
    subscribe(first, "plain_2_to_1", nodes.peer(2, database));
    subscribe(second, "plain_1_to_2", nodes.peer(1, database));
  }

  private static void subscribe(Database node, String name, String peer) {
    node.run(
        "CREATE SUBSCRIPTION "
            + name
            + " CONNECTION '"
            + peer
            + "' PUBLICATION plain WITH (origin = none, copy_data = false)");
  }

  /** Until the second node has what the first one has. */
  private void settle(Way way, Database first, Database second) {
    if (way == Way.NOT_AT_ALL) {
      return;
    }
    String flag = "flag " + System.nanoTime();
    first.run("UPDATE item SET v = '" + flag + "' WHERE id = 1");
    ToLongFunction<Database> seen =
        node -> node.number("SELECT count(*) FROM item WHERE id = 1 AND v = ?", flag);
    TwoNodes.until(PATIENCE, () -> seen.applyAsLong(second) == 1);
  }

  private void write(String database, int clients, int writes, long seed) throws Exception {
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        int who = client;
        running.add(
            writers.submit(
                () -> {
                  write(database, writes / clients, new SplittableRandom(seed * 31 + who));
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
  }

  private void write(String database, int writes, SplittableRandom random) throws SQLException {
    try (Connection session = nodes.server(1).connect(database);
        PreparedStatement update = session.prepareStatement("UPDATE item SET v = ? WHERE id = ?")) {
      for (int i = 0; i < writes; i++) {
        update.setString(1, "value " + i);
        update.setInt(2, 2 + random.nextInt(KEYS - 1));
        update.executeUpdate();
      }
    }
  }

  /** Of both servers: their processes that run, and those that have ended. */
  private double cpuSeconds() throws IOException {
    double ticks = 0;
    for (int node = 1; node <= 2; node++) {
      ProcessHandle postmaster = ProcessHandle.of(nodes.server(node).pid()).orElseThrow();
      ticks += ticks(postmaster.pid(), 4);
      for (ProcessHandle child : postmaster.descendants().toList()) {
        ticks += ticks(child.pid(), 2);
      }
    }
    return ticks / TICKS_PER_SECOND;
  }

  /** Fields of proc(5) from utime on: utime, stime, and of waited-for children cutime, cstime. */
  private static long ticks(long pid, int fields) throws IOException {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    if (!Files.exists(stat)) {
      return 0;
    }
    String text = Files.readString(stat);
    String[] rest = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    long sum = 0;
    for (int i = 0; i < fields; i++) {
      sum += Long.parseLong(rest[11 + i]);
    }
    return sum;
  }
}
