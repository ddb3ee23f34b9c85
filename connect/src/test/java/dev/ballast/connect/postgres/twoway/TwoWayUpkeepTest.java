// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.connect.postgres.Database;
import dev.ballast.connect.postgres.Lab;
import dev.ballast.model.Replication;
import dev.ballast.model.Replication.Strategy;
import dev.ballast.model.TableMerge;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is found, told and mended when two servers both take writes. */
@Timeout(60)
final class TwoWayUpkeepTest extends TwoWayLab {

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
                table("item", new TableMerge.LastWriter()),
                table("keyless", new TableMerge.LastWriter()),
                table("child", new TableMerge.ByField(List.of("sum", "id"))),
                table("passing", new TableMerge.Custom("public.nothing")),
                table("nowhere", new TableMerge.LastWriter())));
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
