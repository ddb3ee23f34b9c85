// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.connect.postgres.Database;
import dev.ballast.connect.postgres.Lab;
import dev.ballast.model.ReplicatedTable;
import dev.ballast.model.Replication;
import dev.ballast.model.Replication.Strategy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes out of the logs of two servers, what stays, and when nothing may. */
@Timeout(60)
final class TwoWayThinningTest extends TwoWayLab {

  private static final Duration SOON = Duration.ofSeconds(15);

  private static final String LOST =
      "SELECT key, lost_stamp, lost_node, won_stamp FROM ballast.conflict WHERE NOT superseded";

  private TwoWay keeping(Duration keepLog, ReplicatedTable table) {
    return new TwoWay(
        new Replication(
            name,
            Strategy.MULTI,
            lab.replicas(name),
            Duration.ofMillis(500),
            List.of(table),
            keepLog),
        Lab.NO_SECRETS);
  }

  private void install(ReplicatedTable table, Duration keepLog) {
    twoWay = keeping(keepLog, table);
    assertThat(twoWay.install()).isEmpty();
  }

  private void wellAndEqual() {
    Standing standing = twoWay.status(true);
    assertThat(standing.problems()).isEmpty();
    assertThat(standing.inStep()).isEqualTo(Standing.Answer.YES);
    assertThat(standing.tables()).allMatch(t -> t.unequal() == 0);
  }

  @Test
  void eachRowKeepsOneEntryAndWhatComesAfterwardsIsMergedAsBefore() {
    install(REVIEW, Duration.ofMillis(1));
    run(a, "INSERT INTO review VALUES (1, 'r', 0, 1), (2, 'gone', 0, 1)");
    await("review", 2);
    cut();
    run(a, "UPDATE review SET likes = likes + 1 WHERE id = 1");
    run(b, "UPDATE review SET likes = likes + 1, stars = 5 WHERE id = 1");
    run(a, "UPDATE review SET stars = 2 WHERE id = 1");
    run(b, "DELETE FROM review WHERE id = 2");
    heal("review", 6);
    assertThat(twoWay.status(false).tables()).allMatch(t -> t.old() == 5);
    List<List<String>> journal = both(LOST);

    Thinned thinned = twoWay.thin(SOON);

    assertThat(thinned.hindrances()).isEmpty();
    assertThat(thinned.logs())
        .containsExactly(
            new Thinned.Log("node1", "public.review", 5, 1),
            new Thinned.Log("node2", "public.review", 5, 1));
    assertThat(
            both("SELECT kind, image->>'likes', image->>'stars' FROM ballast_log.public__review"))
        .containsExactly(List.of("I", "2", "2"));
    wellAndEqual();
    assertThat(both(LOST)).as("the journal stays").isEqualTo(journal);

    cut();
    run(b, "UPDATE review SET likes = likes + 1, body = 'b' WHERE id = 1");
    run(a, "UPDATE review SET likes = likes + 1, body = 'a' WHERE id = 1");
    run(b, "INSERT INTO review VALUES (2, 'back', 0, 1)");
    heal("review", 4);
    assertThat(both("SELECT id, body, likes, stars FROM review ORDER BY id"))
        .containsExactly(List.of("1", "a", "4", "2"), List.of("2", "back", "0", "1"));
    assertThat(
            both(
                "SELECT lost_row->>'body' FROM ballast.conflict WHERE 'body' = ANY (lost_columns)"))
        .containsExactly(List.of("b"));
    wellAndEqual();
  }

  @Test
  void aNodeThatIsAwayStopsItAndStatusSaysSoWithTheSizes() {
    install(ITEM, Duration.ofMillis(1));
    run(a, "INSERT INTO item VALUES (1, 'x', NULL)");
    await("item", 1);
    run(b, "ALTER SUBSCRIPTION ballast_" + name + "_1_to_2 DISABLE");
    until(() -> twoWay.status(false).links().stream().anyMatch(l -> !l.active()));
    run(a, "UPDATE item SET v = 'y'");
    run(a, "UPDATE item SET v = 'z'");

    Thinned refused = twoWay.thin(SOON);
    assertThat(refused.done()).isFalse();
    assertThat(refused.logs()).isEmpty();
    assertThat(refused.hindrances())
        .singleElement()
        .asString()
        .startsWith("node2 is not connected to node1 and lacks ")
        .endsWith(" bytes of its write-ahead log. Fix: bring it back");
    assertThat(a.number("SELECT count(*) FROM ballast_log.public__item")).isEqualTo(3);
    assertThat(a.number("SELECT count(*) FROM ballast.thinned")).isZero();
    assertThat(twoWay.status(false).problems())
        .anyMatch(
            p ->
                p.matches(
                    "the logs cannot be thinned while node2 is away: 2 entries are older than 0 h, and"
                        + " all logs take node1 \\d+ kB, node2 \\d+ kB\\. Fix: bring it back"));

    run(b, "ALTER SUBSCRIPTION ballast_" + name + "_1_to_2 ENABLE");
    await("item", 3);
    until(() -> twoWay.status(false).links().stream().allMatch(Standing.Link::active));
    assertThat(twoWay.thin(SOON).logs()).allMatch(l -> l.gone() == 2 && l.left() == 1);
    assertThat(both("SELECT v FROM item")).containsExactly(List.of("z"));
    wellAndEqual();
  }

  @Test
  void whatIsYoungerThanIsKeptStays() {
    install(ITEM, Duration.ofHours(1));
    run(a, "INSERT INTO item VALUES (1, 'x', NULL)");
    run(a, "UPDATE item SET v = 'y'");
    await("item", 2);
    assertThat(twoWay.thin(SOON).logs()).allMatch(l -> l.gone() == 0 && l.left() == 2);
  }

  @Test
  void aTransactionThatIsOpenForAsLongStopsIt() {
    install(ITEM, Duration.ofMillis(1));
    try (Database slow = lab.open(0, name)) {
      slow.begin();
      run(slow, "INSERT INTO item VALUES (1, 'x', NULL)");
      assertThat(twoWay.thin(SOON).hindrances())
          .singleElement()
          .asString()
          .matches(
              "node1: a transaction is open since .* \\(process \\d+\\), and may hold writes that"
                  + " are as old\\. Fix: end it");
      slow.commit();
    }
    await("item", 1);
    assertThat(twoWay.thin(SOON).hindrances()).isEmpty();
  }

  @Test
  void aCopyOfALogThatWasThinnedOutElsewhereChangesNothing() {
    install(REVIEW, Duration.ofMillis(1));
    run(a, "INSERT INTO review VALUES (1, 'r', 0, 1)");
    await("review", 1);
    run(a, "UPDATE review SET likes = likes + 1");
    run(a, "UPDATE review SET likes = likes + 1");
    await("review", 3);
    run(a, "CREATE TABLE whole AS SELECT * FROM ballast_log.public__review");
    assertThat(twoWay.thin(SOON).hindrances()).isEmpty();

    // As if this node had not come to thin its log: the whole of it is copied to the other again.
    run(a, "TRUNCATE ballast_log.public__review");
    run(a, "INSERT INTO ballast_log.public__review SELECT * FROM whole");
    run(b, "DROP SUBSCRIPTION ballast_" + name + "_1_to_2");
    assertThat(twoWay.install()).isEmpty();

    assertThat(both("SELECT likes FROM review")).containsExactly(List.of("2"));
    assertThat(b.number("SELECT count(*) FROM ballast_log.public__review")).isEqualTo(1);
    assertThat(b.number("SELECT count(*) FROM ballast.conflict")).isZero();
    wellAndEqual();
  }
}
