// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.connect.postgres.Lab;
import dev.ballast.model.TableMerge;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What two servers that both take writes make of writes that did not know each other. */
@Timeout(60)
final class TwoWayTest extends TwoWayLab {

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
    Journal journal = Journal.read(replication(ITEM), Lab.NO_SECRETS, 10);
    assertThat(journal.total()).isEqualTo(1);
    assertThat(journal.unreachable()).isEmpty();
    assertThat(journal.entries())
        .as("each once, though both nodes have it")
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.merge()).isEqualTo("lww");
              assertThat(entry.wonStamp()).isGreaterThan(entry.lostStamp());
              assertThat(entry.conflict().lostRow()).contains("of a");
              assertThat(entry.conflict().wonRow()).contains("knowingly over nothing");
            });
  }

  @Test
  void aRowThatIsNothingButItsKeyIsMergedToo() {
    install(table("tie", new TableMerge.LastWriter()));
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
    install(table("numbered", new TableMerge.LastWriter()));
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
}
