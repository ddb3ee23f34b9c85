// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.connect.postgres.twoway.Journal;
import dev.ballast.connect.postgres.twoway.Standing;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Configuration;
import dev.ballast.model.Replica;
import dev.ballast.model.ReplicatedTable;
import dev.ballast.model.Replication;
import dev.ballast.model.Secret;
import dev.ballast.model.TableMerge;
import dev.ballast.server.regions.ConflictsJson.ConflictJson;
import dev.ballast.server.regions.ConflictsJson.JournalState;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConflictDeskTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final FakeClock clock = FakeClock.at(NOON);
  private final MemoryLedger ledger = new MemoryLedger(clock);
  private final AtomicInteger reads = new AtomicInteger();
  private volatile Journal found = journal(List.of(), List.of());
  private ConflictDesk desk = desk((replication, most) -> journal(List.of(), List.of()));

  @AfterEach
  void close() {
    desk.close();
  }

  private ConflictDesk desk(ConflictDesk.Reader reader) {
    return new ConflictDesk(
        () -> Configuration.EMPTY.withReplications(Map.of("shop", replication())),
        ledger.documents(),
        (replication, most) -> {
          reads.incrementAndGet();
          return reader.read(replication, most);
        },
        clock);
  }

  private void reading(ConflictDesk.Reader reader) {
    desk.close();
    desk = desk(reader);
  }

  private static Replication replication() {
    return new Replication(
        "shop",
        Replication.Strategy.MULTI,
        List.of(
            new Replica("us-east", 1, "jdbc:postgresql://a/shop", "ann", new Secret.None(), ""),
            new Replica("eu-west", 2, "jdbc:postgresql://b/shop", "ann", new Secret.None(), "")),
        Duration.ofMillis(500),
        List.of(new ReplicatedTable("public", "review", new TableMerge.LastWriter(), Set.of())),
        Duration.ofHours(1));
  }

  private static Journal journal(List<Journal.Entry> entries, List<String> away) {
    return new Journal("shop", entries.size(), entries, away, List.of());
  }

  private static Journal.Entry entry(long lostMillis, long wonMillis, String merge) {
    long at = NOON.toEpochMilli();
    return new Journal.Entry(
        new Standing.Conflict(
            "review",
            "[7]",
            "us-east",
            "",
            "update",
            "{\"body\": \"good\"}",
            "eu-west",
            "",
            "update",
            "{\"body\": \"bad\"}",
            "body"),
        merge,
        (at + lostMillis) << 16 | 3,
        (at + wonMillis) << 16 | 3);
  }

  @Test
  void saysBothValuesWhichWonAndWhy() {
    reading((replication, most) -> journal(List.of(entry(0, 1_200, "lww")), List.of()));

    ConflictJson conflict = desk.page(50, 0).conflicts().getFirst();

    assertThat(conflict.at()).isEqualTo(NOON);
    assertThat(conflict.journal() + " " + conflict.place() + " " + conflict.key())
        .isEqualTo("shop review [7]");
    assertThat(conflict.policy()).isEqualTo("last-writer-wins");
    assertThat(conflict.lost())
        .isEqualTo(
            new ConflictsJson.WriteJson(
                "us-east", "2026-03-01T12:00:00Z+3", "update", "{\"body\": \"good\"}"));
    assertThat(conflict.won())
        .isEqualTo(
            new ConflictsJson.WriteJson(
                "eu-west", "2026-03-01T12:00:01.200Z+3", "update", "{\"body\": \"bad\"}"));
    assertThat(conflict.why())
        .isEqualTo("neither knew of the other, and its stamp is 1,200 ms earlier; lost: body");
  }

  @Test
  void aTieAndAFunctionHaveReasonsOfTheirOwn() {
    reading(
        (replication, most) ->
            journal(
                List.of(entry(2, 2, "field, counters likes"), entry(1, 9, "custom, f")),
                List.of()));
    List<ConflictJson> conflicts = desk.page(50, 0).conflicts();
    assertThat(conflicts.getFirst().why())
        .contains("the stamps are equal and its node's id is the lower one");
    assertThat(conflicts.getFirst().policy()).isEqualTo("by column, counters likes");
    assertThat(conflicts.getLast().why()).contains("the table's function made one row of both");
  }

  @Test
  void pagesThroughTheLatestFirst() {
    reading(
        (replication, most) ->
            journal(
                LongStream.range(0, 5)
                    .mapToObj(i -> entry(i * 1_000, i * 1_000 + 1, "lww"))
                    .toList(),
                List.of()));

    ConflictsJson first = desk.page(2, 0);
    ConflictsJson last = desk.page(2, 4);

    assertThat(first.total()).isEqualTo(5);
    assertThat(first.conflicts())
        .extracting(ConflictJson::at)
        .containsExactly(NOON.plusSeconds(4), NOON.plusSeconds(3));
    assertThat(first.nextOffset()).isEqualTo(2);
    assertThat(last.conflicts()).extracting(ConflictJson::at).containsExactly(NOON);
    assertThat(last.nextOffset()).isNull();
    assertThat(desk.page(2, 900).conflicts()).as("past the end").isEmpty();
  }

  @Test
  void whoeverAsksOftenDoesNotMakeItReadOften() {
    desk.page(10, 0);
    clock.advance(Duration.ofSeconds(9));
    desk.page(10, 0);
    assertThat(reads).hasValue(1);
  }

  @Test
  void aDatabaseThatIsAwayIsSaidAndNotTakenForNoConflict() {
    reading(
        (replication, most) -> {
          throw new IllegalStateException("us-east: no connection to a:5432");
        });
    ConflictsJson page = desk.page(10, 0);
    assertThat(page.at()).isEqualTo(NOON);
    assertThat(page.journals())
        .containsExactly(
            new ConflictsJson.JournalJson(
                "shop",
                0,
                JournalState.NOT_REACHED_YET,
                List.of("us-east: no connection to a:5432")));
  }

  private static final List<String> BOTH = List.of("us-east: away", "eu-west: away");

  private JournalState read(List<String> away, List<String> bare) {
    found = new Journal("shop", 0, List.of(), away, bare);
    desk.read();
    return desk.page(10, 0).journals().getFirst().state();
  }

  @Test
  void beforeTheFirstAnswerNothingIsWellAndNothingIsAway() {
    reading((replication, most) -> found);
    assertThat(read(BOTH, List.of())).isEqualTo(JournalState.NOT_REACHED_YET);
    assertThat(read(List.of("us-east: starting"), List.of("eu-west")))
        .isEqualTo(JournalState.NOT_INSTALLED);
    assertThat(read(BOTH, List.of())).as("still").isEqualTo(JournalState.NOT_REACHED_YET);
    assertThat(read(List.of(), List.of("eu-west"))).isEqualTo(JournalState.PARTLY);
    assertThat(read(List.of(), List.of())).isEqualTo(JournalState.READ);
    assertThat(read(BOTH, List.of())).as("no longer").isEqualTo(JournalState.AWAY);
  }

  @Test
  void aDatabaseThatDoesNotReplicateIsNamedWithTheWayOut() {
    reading((replication, most) -> found);
    read(List.of(), List.of("us-east", "eu-west"));
    assertThat(desk.page(10, 0).journals().getFirst().problems())
        .containsExactly(
            "us-east: nothing is installed here. Fix: ballast regions postgres install",
            "eu-west: nothing is installed here. Fix: ballast regions postgres install");
  }

  @Test
  void sharedStateOfTheServersIsAJournalToo() {
    ledger
        .documents()
        .put(
            "shared-loss",
            "one",
            "place: silence/a\nlost_at: 2026-03-01T12:00:09Z+0@us-east#1\n"
                + "kept_at: 2026-03-01T12:00:10Z+0@eu-west#1\nlost_length: 1\nlost: a\nkept: b",
            0);
    ConflictsJson page = desk.page(10, 0);
    assertThat(page.total()).isEqualTo(1);
    assertThat(page.conflicts().getFirst().won())
        .isEqualTo(
            new ConflictsJson.WriteJson(
                "eu-west", "2026-03-01T12:00:10Z+0@eu-west#1", "write", "b"));
    assertThat(page.journals())
        .extracting(ConflictsJson.JournalJson::name)
        .containsExactly("control plane", "shop");
  }
}
