// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.connect.postgres.Database;
import dev.ballast.connect.postgres.Lab;
import dev.ballast.model.ReplicatedTable;
import dev.ballast.model.Replication;
import dev.ballast.model.Replication.Strategy;
import dev.ballast.model.TableMerge;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Two real servers that both take writes, cut from each other and joined again. */
abstract class TwoWayLab {

  private static final String TABLES =
      """
      CREATE TABLE item (id int PRIMARY KEY, v text, note text);
      CREATE TABLE review (id int PRIMARY KEY, body text, likes int NOT NULL DEFAULT 0, stars int);
      CREATE TABLE tagged (id int PRIMARY KEY, tags jsonb NOT NULL);
      CREATE TABLE account (id int PRIMARY KEY, mail text UNIQUE, level int CHECK (level < 10));
      CREATE TABLE tie (a int, b int, PRIMARY KEY (a, b));
      CREATE TABLE numbered (
        id int GENERATED ALWAYS AS IDENTITY (START 1 INCREMENT 16) PRIMARY KEY, v text);
      CREATE FUNCTION public.union_of(state jsonb, kind "char", image jsonb, change jsonb)
      RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
        SELECT CASE
          WHEN kind = 'D' THEN NULL
          WHEN state IS NULL THEN image
          ELSE image || jsonb_build_object('tags',
            (SELECT jsonb_agg(DISTINCT t ORDER BY t)
               FROM jsonb_array_elements((state->'tags') || (image->'tags')) t))
        END $$;
      """;

  static final ReplicatedTable ITEM = table("item", new TableMerge.LastWriter());
  static final ReplicatedTable REVIEW = table("review", new TableMerge.ByField(List.of("likes")));
  static final ReplicatedTable TAGGED = table("tagged", new TableMerge.Custom("public.union_of"));
  static final ReplicatedTable ACCOUNT =
      new ReplicatedTable(
          "public",
          "account",
          new TableMerge.LastWriter(),
          Set.of(ReplicatedTable.Risk.UNIQUE_KEYS));

  static Lab lab;
  private static int databases;

  final String name = "two" + databases++;
  TwoWay twoWay;
  final Database a;
  final Database b;

  @BeforeAll
  static void startServers() throws Exception {
    lab =
        Lab.start(
            2, Map.of("wal_receiver_status_interval", "1s", "wal_retrieve_retry_interval", "50ms"));
  }

  @AfterAll
  static void stopServers() throws Exception {
    lab.close();
  }

  TwoWayLab() {
    lab.database(name, TABLES);
    twoWay = new TwoWay(replication(ITEM), Lab.NO_SECRETS);
    a = lab.open(0, name);
    b = lab.open(1, name);
  }

  Replication replication(ReplicatedTable... tables) {
    return new Replication(
        name, Strategy.MULTI, lab.replicas(name), Duration.ofMillis(500), List.of(tables));
  }

  static ReplicatedTable table(String name, TableMerge merge) {
    return new ReplicatedTable("public", name, merge, Set.of());
  }

  @AfterEach
  void takeAway() {
    twoWay.uninstall();
    a.close();
    b.close();
  }

  void install(ReplicatedTable table) {
    twoWay = new TwoWay(replication(table), Lab.NO_SECRETS);
    assertThat(twoWay.install()).isEmpty();
  }

  /** Writes are ordered by milliseconds and then by node: the next one is in a later one. */
  static void run(Database node, String sql) {
    node.run(sql);
    long now = System.currentTimeMillis();
    while (System.currentTimeMillis() == now) {
      Thread.onSpinWait();
    }
  }

  void cut() {
    run(a, "ALTER SUBSCRIPTION ballast_" + name + "_2_to_1 DISABLE");
    run(b, "ALTER SUBSCRIPTION ballast_" + name + "_1_to_2 DISABLE");
  }

  /** Joins the nodes and waits until each has so many entries in the log of a table. */
  void heal(String table, int entries) {
    run(a, "ALTER SUBSCRIPTION ballast_" + name + "_2_to_1 ENABLE");
    run(b, "ALTER SUBSCRIPTION ballast_" + name + "_1_to_2 ENABLE");
    await(table, entries);
  }

  void await(String table, int entries) {
    String count = "SELECT count(*) FROM ballast_log.public__" + table;
    until(() -> a.number(count) == entries && b.number(count) == entries);
  }

  static void until(BooleanSupplier true_) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!true_.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  List<List<String>> both(String sql) {
    List<List<String>> rows = a.rows(sql);
    assertThat(b.rows(sql)).as("the same on both nodes").isEqualTo(rows);
    return rows;
  }
}
