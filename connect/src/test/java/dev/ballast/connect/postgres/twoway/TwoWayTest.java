// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.connect.postgres.Database;
import dev.ballast.connect.postgres.Lab;
import dev.ballast.model.replication.Merge;
import dev.ballast.model.replication.ReplicatedTable;
import dev.ballast.model.replication.Replication;
import dev.ballast.model.replication.Replication.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two real servers that both take writes, cut from each other and joined again. */
@Timeout(60)
final class TwoWayTest {

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

  private static final ReplicatedTable ITEM = table("item", new Merge.LastWriter());
  private static final ReplicatedTable REVIEW =
      table("review", new Merge.ByField(List.of("likes")));
  private static final ReplicatedTable TAGGED =
      table("tagged", new Merge.Custom("public.union_of"));
  private static final ReplicatedTable ACCOUNT =
      new ReplicatedTable(
          "public", "account", new Merge.LastWriter(), Set.of(ReplicatedTable.Risk.UNIQUE_KEYS));

  private static Lab lab;
  private static int databases;

  private final String name = "two" + databases++;
  private TwoWay twoWay;
  private final Database a;
  private final Database b;

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

  TwoWayTest() {
    lab.database(name, TABLES);
    twoWay = new TwoWay(replication(ITEM), Lab.NO_SECRETS);
    a = lab.open(0, name);
    b = lab.open(1, name);
  }

  private Replication replication(ReplicatedTable... tables) {
    return new Replication(
        name, Strategy.MULTI, lab.replicas(name), Duration.ofMillis(500), List.of(tables));
  }

  private static ReplicatedTable table(String name, Merge merge) {
    return new ReplicatedTable("public", name, merge, Set.of());
  }

  @AfterEach
  void takeAway() {
    twoWay.uninstall();
    a.close();
    b.close();
  }

  private void install(ReplicatedTable table) {
    twoWay = new TwoWay(replication(table), Lab.NO_SECRETS);
    assertThat(twoWay.install()).isEmpty();
  }

  /** Writes are ordered by milliseconds and then by node: the next one is in a later one. */
  private static void run(Database node, String sql) {
    node.run(sql);
    long now = System.currentTimeMillis();
    while (System.currentTimeMillis() == now) {
      Thread.onSpinWait();
    }
  }

  private void cut() {
    run(a, "ALTER SUBSCRIPTION ballast_" + name + "_2_to_1 DISABLE");
    run(b, "ALTER SUBSCRIPTION ballast_" + name + "_1_to_2 DISABLE");
  }

  /** Joins the nodes and waits until each has so many entries in the log of a table. */
  private void heal(String table, int entries) {
    run(a, "ALTER SUBSCRIPTION ballast_" + name + "_2_to_1 ENABLE");
    run(b, "ALTER SUBSCRIPTION ballast_" + name + "_1_to_2 ENABLE");
    await(table, entries);
  }

  private void await(String table, int entries) {
    String count = "SELECT count(*) FROM ballast_log.public__" + table;
    until(() -> a.number(count) == entries && b.number(count) == entries);
  }

  private static void until(BooleanSupplier true_) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!true_.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  private List<List<String>> both(String sql) {
    List<List<String>> rows = a.rows(sql);
    assertThat(b.rows(sql)).as("the same on both nodes").isEqualTo(rows);
    return rows;
  }

  @Test
  void theLastWriterWinsOnBothNodesAndTheLostWriteIsInBothJournals() {
    install(ITEM);
    run(a, "INSERT INTO item VALUES (1, 'first', NULL)");
    await("item", 1);
    cut();
    run(a, "UPDATE item SET v = 'of a' WHERE id = 1");
    run(b, "UPDATE item SET v = 'of b, knowingly over nothing' WHERE id = 1");
    run(b, "UPDATE item SET v = 'of b' WHERE id = 1");
    heal("item", 4);

    assertThat(both("SELECT v FROM item")).containsExactly(List.of("of b"));
    assertThat(
            both(
                "SELECT lost_node, lost_row->>'v', won_row->>'v', lost_columns FROM ballast.conflict"
                    + " WHERE NOT superseded"))
        .as("the write that nobody knew of, and not the one that b itself replaced")
        .containsExactly(List.of("1", "of a", "of b, knowingly over nothing", "{v}"));
    assertThat(twoWay.status(true).inStep()).isEqualTo(Standing.Answer.YES);
  }

  @Test
  void aRowThatIsNothingButItsKeyIsMergedToo() {
    install(table("tie", new Merge.LastWriter()));
    cut();
    run(a, "INSERT INTO tie VALUES (1, 2)");
    run(b, "INSERT INTO tie VALUES (1, 2), (3, 4)");
    run(b, "DELETE FROM tie WHERE a = 1");
    run(b, "INSERT INTO tie VALUES (1, 2)");
    heal("tie", 5);
    assertThat(both("SELECT a, b FROM tie ORDER BY a"))
        .containsExactly(List.of("1", "2"), List.of("3", "4"));
  }

  @Test
  void aKeyThatIsAlwaysGeneratedDoesNotStopReplication() {
    run(b, "ALTER TABLE numbered ALTER COLUMN id RESTART WITH 2");
    install(table("numbered", new Merge.LastWriter()));
    run(a, "INSERT INTO numbered (v) VALUES ('x')");
    await("numbered", 1);
    run(b, "UPDATE numbered SET v = 'y' WHERE id = 1");
    await("numbered", 2);
    assertThat(both("SELECT id, v FROM numbered")).containsExactly(List.of("1", "y"));
  }

  @Test
  void aDeletedRowDoesNotComeBackAndAnUpdateAfterItsDeletionDoes() {
    install(ITEM);
    run(a, "INSERT INTO item VALUES (1, 'x', NULL), (2, 'x', NULL)");
    await("item", 2);
    cut();
    run(b, "UPDATE item SET v = 'old news' WHERE id = 1");
    run(a, "DELETE FROM item WHERE id = 1");
    run(a, "DELETE FROM item WHERE id = 2");
    run(b, "UPDATE item SET v = 'still wanted' WHERE id = 2");
    heal("item", 6);

    assertThat(both("SELECT id, v FROM item")).containsExactly(List.of("2", "still wanted"));
    assertThat(both("SELECT key, lost_kind FROM ballast.conflict WHERE NOT superseded ORDER BY 1"))
        .containsExactly(List.of("[1]", "U"), List.of("[2]", "D"));
  }

  @Test
  void columnsAreMergedOneByOneAndCountersAreAddedUp() {
    install(REVIEW);
    run(a, "INSERT INTO review VALUES (1, 'good', 10, 4)");
    await("review", 1);
    cut();
    run(a, "UPDATE review SET likes = likes + 3, body = 'very good' WHERE id = 1");
    run(b, "UPDATE review SET likes = likes + 5 WHERE id = 1");
    run(b, "UPDATE review SET stars = 5 WHERE id = 1");
    run(a, "UPDATE review SET likes = likes - 1 WHERE id = 1");
    heal("review", 5);

    assertThat(both("SELECT body, likes, stars FROM review"))
        .containsExactly(List.of("very good", "17", "5"));
    assertThat(both("SELECT count(*) FROM ballast.conflict WHERE lost_columns <> '{}'"))
        .as("nothing was lost")
        .containsExactly(List.of("0"));
  }

  @Test
  void aFunctionOfTheOwnersDecides() {
    install(TAGGED);
    run(a, "INSERT INTO tagged VALUES (1, '[\"a\"]')");
    await("tagged", 1);
    cut();
    run(a, "UPDATE tagged SET tags = '[\"a\", \"east\"]' WHERE id = 1");
    run(b, "UPDATE tagged SET tags = '[\"a\", \"west\"]' WHERE id = 1");
    heal("tagged", 3);

    assertThat(both("SELECT tags FROM tagged"))
        .containsExactly(List.of("[\"a\", \"east\", \"west\"]"));
  }

  @Test
  void aRowThatTheTableRefusesIsParkedShownAndTriedAgain() {
    install(ACCOUNT);
    cut();
    run(a, "INSERT INTO account VALUES (1, 'ann@example.com', 1)");
    run(b, "INSERT INTO account VALUES (2, 'ann@example.com', 1)");
    heal("account", 2);

    Standing standing = twoWay.status(true);
    assertThat(standing.nodes()).extracting(Standing.Node::parked).containsExactly(1L, 1L);
    assertThat(standing.problems()).anyMatch(p -> p.contains("node1: 1 parked rows"));
    assertThat(standing.inStep()).isEqualTo(Standing.Answer.NO);

    run(a, "UPDATE account SET mail = 'bob@example.com' WHERE id = 1");
    await("account", 3);
    until(() -> b.number("SELECT count(*) FROM account") == 2);
    install(ACCOUNT);
    assertThat(both("SELECT id, mail FROM account ORDER BY id"))
        .containsExactly(List.of("1", "bob@example.com"), List.of("2", "ann@example.com"));
    assertThat(twoWay.status(true).nodes())
        .extracting(Standing.Node::parked)
        .containsExactly(0L, 0L);
  }

  @Test
  void rowsOfTheOneFilledNodeReachTheOthers() {
    run(a, "INSERT INTO item SELECT n, 'row ' || n, NULL FROM generate_series(1, 100) n");
    install(ITEM);
    until(() -> b.number("SELECT count(*) FROM item") == 100);
    run(b, "UPDATE item SET note = 'seen' WHERE id = 7");
    await("item", 101);

    assertThat(both("SELECT count(*), count(note) FROM item")).containsExactly(List.of("100", "1"));
    assertThat(twoWay.status(true).problems()).isEmpty();
  }

  /** As PostgreSQL leaves it when a link is cut between the end of a copy's slot and its commit. */
  @Test
  void aFirstCopyThatWasCutOffInItsLastStepIsToldAndInstallMakesItGoOn() {
    install(ITEM);
    run(b, "ALTER SUBSCRIPTION ballast_" + name + "_1_to_2 DISABLE");
    run(a, "INSERT INTO item VALUES (1, 'x', NULL)");
    run(b, "UPDATE pg_subscription_rel SET srsubstate = 'f'");
    run(b, "ALTER SUBSCRIPTION ballast_" + name + "_1_to_2 ENABLE");
    until(() -> twoWay.status(false).links().stream().allMatch(Standing.Link::active));

    assertThat(twoWay.status(false).problems())
        .contains(
            "node2: the first copy of ballast_log.public__item from node1 broke off in its last"
                + " step and does not go on by itself. Fix: install again");

    assertThat(twoWay.install()).isEmpty();
    await("item", 1);
    run(b, "UPDATE item SET v = 'y'");
    await("item", 2);
    assertThat(both("SELECT v FROM item")).containsExactly(List.of("y"));
    assertThat(twoWay.status(true).problems()).isEmpty();
  }

  @Test
  void rowsThatAreTheSameEverywhereNeedNoHistory() {
    for (Database node : List.of(a, b)) {
      node.run("INSERT INTO review SELECT n, 'r', 0, 1 FROM generate_series(1, 50) n");
    }
    install(REVIEW);
    cut();
    run(a, "UPDATE review SET likes = likes + 1 WHERE id = 1");
    run(b, "UPDATE review SET likes = likes + 1, stars = 2 WHERE id = 1");
    run(a, "UPDATE review SET body = 's' WHERE id = 1");
    heal("review", 3);

    assertThat(both("SELECT body, likes, stars FROM review WHERE id = 1"))
        .containsExactly(List.of("s", "2", "2"));
    assertThat(twoWay.status(true).inStep()).isEqualTo(Standing.Answer.YES);
  }

  @Test
  void aFastClockWinsButDoesNotDragTheOtherOneAlongAndIsTold() {
    install(ITEM);
    run(
        b,
        "CREATE OR REPLACE FUNCTION ballast.wall() RETURNS bigint LANGUAGE sql VOLATILE AS"
            + " 'SELECT ((extract(epoch FROM clock_timestamp()) * 1000)::bigint + 120000) << 16'");
    run(b, "INSERT INTO item VALUES (1, 'from the future', NULL)");
    await("item", 1);
    run(a, "INSERT INTO item VALUES (2, 'from now', NULL)");
    await("item", 2);
    run(a, "UPDATE item SET v = 'after it all the same' WHERE id = 1");
    await("item", 3);

    assertThat(both("SELECT v FROM item ORDER BY id"))
        .containsExactly(List.of("after it all the same"), List.of("from now"));
    long ahead =
        a.number(
            "SELECT (max(stamp) >> 16) - (extract(epoch FROM clock_timestamp()) * 1000)::bigint"
                + " FROM ballast_log.public__item WHERE key = '[2]'");
    assertThat(ahead).as("a's own clock, in ms").isLessThan(1_000);
    assertThat(twoWay.status(false).problems())
        .anyMatch(p -> p.startsWith("node1: saw the clock of node2 1"));
  }

  @Test
  void aKeyThatChangesIsOneRowThatGoesAndOneThatComes() {
    install(ITEM);
    run(a, "INSERT INTO item VALUES (1, 'x', NULL)");
    await("item", 1);
    run(a, "UPDATE item SET id = 2 WHERE id = 1");
    await("item", 3);
    assertThat(both("SELECT id, v FROM item")).containsExactly(List.of("2", "x"));
  }

  @Test
  void truncateIsRefusedAndUninstallLeavesTheTablesAsTheyWere() {
    String triggers = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal";
    String schemas = "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'ballast%'";
    run(a, "INSERT INTO item VALUES (1, 'x', NULL)");
    install(ITEM);
    until(() -> b.number("SELECT count(*) FROM item") == 1);
    assertThat(a.number(triggers)).isEqualTo(3);
    try {
      run(a, "TRUNCATE item");
      assertThat(false).as("refused").isTrue();
    } catch (RuntimeException e) {
      assertThat(e).hasMessageContaining("TRUNCATE of item is refused");
    }

    assertThat(twoWay.uninstall()).isEmpty();
    for (Database node : List.of(a, b)) {
      assertThat(node.number(triggers)).isZero();
      assertThat(node.number(schemas)).isZero();
      assertThat(node.number("SELECT count(*) FROM pg_subscription")).isZero();
      assertThat(node.number("SELECT count(*) FROM pg_replication_slots")).isZero();
      assertThat(node.number("SELECT count(*) FROM item")).isEqualTo(1);
      node.run("TRUNCATE item");
    }
  }

  @Test
  void everythingThatIsWrongIsFoundAtOnce() {
    for (Database node : List.of(a, b)) {
      node.run(
          """
          CREATE TABLE keyless (v int);
          CREATE TABLE child (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            item int REFERENCES item, code text UNIQUE, price numeric, sum int);
          CREATE UNLOGGED TABLE passing (id int PRIMARY KEY);
          """);
    }
    run(b, "ALTER TABLE child ADD COLUMN extra int");
    run(a, "INSERT INTO item VALUES (1, 'a', NULL)");
    run(b, "INSERT INTO item VALUES (1, 'b', NULL)");
    var wrong =
        new Replication(
            "wrong",
            Strategy.MULTI,
            lab.replicas(name),
            Duration.ofMillis(500),
            List.of(
                table("item", new Merge.LastWriter()),
                table("keyless", new Merge.LastWriter()),
                table("child", new Merge.ByField(List.of("sum", "id"))),
                table("passing", new Merge.Custom("public.nothing")),
                table("nowhere", new Merge.LastWriter())));
    TwoWay refused = new TwoWay(wrong, Lab.NO_SECRETS);

    List<String> found = refused.check().stream().map(Finding::text).toList();
    assertThat(String.join("\n", found))
        .contains("public.item: its rows differ: node1 has 1, node2 has 1")
        .contains("node1: public.keyless: no primary key")
        .contains("node1: public.child: unique besides its primary key: child_code_key")
        .contains("node1: public.child: foreign keys: child_item_fkey")
        .contains("counter sum is integer, may be null")
        .contains("counter id is integer (expected")
        .contains("its columns differ from those of node1: extra integer")
        .contains("Fix: ALTER SEQUENCE child_id_seq INCREMENT BY 16 RESTART WITH 17")
        .contains("Fix: ALTER SEQUENCE child_id_seq INCREMENT BY 16 RESTART WITH 18")
        .contains("public.passing: is unlogged or temporary")
        .contains("node2: public.passing: no function public.nothing that fits")
        .contains("public.nowhere: is not there");
    assertThat(refused.install()).isEqualTo(refused.check());
    assertThat(a.number("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'ballast%'"))
        .isZero();
  }
}
