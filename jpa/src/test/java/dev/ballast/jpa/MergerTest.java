// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.jpa.Merger.Outcome;
import dev.ballast.shop.postgres.LonePostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.RollbackException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two regions whose databases know nothing of each other, on one real server. */
@Timeout(60)
final class MergerTest {

  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final Merger<Review, Long> REVIEWS =
      new Merger<>(Review.class, Review::id, Review::new);

  @TempDir private static Path dir;
  private static LonePostgres server;
  private static Database east;
  private static Database west;
  private static long ids;

  private final long id = ++ids;

  @BeforeAll
  static void start() throws Exception {
    server = Database.server(dir);
    // Clocks that stand at the same moment: nothing but the stamps' order can decide.
    east = Database.on(server, "east", 1, () -> NOON);
    west = Database.on(server, "west", 2, () -> NOON);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      east.close();
      west.close();
      server.close();
    }
  }

  private Outcome send(Database from, Database to) {
    Review row = from.review(id);
    return to.in(manager -> REVIEWS.apply(manager, row));
  }

  private void write(Database region, String body) {
    region.run(manager -> manager.find(Review.class, id).say(body));
  }

  private void bothHold(String text) {
    assertThat(east.review(id)).hasToString(text);
    assertThat(west.review(id)).hasToString(text);
    assertThat(east.review(id).stamp()).isEqualTo(west.review(id).stamp());
  }

  private void begin() {
    east.run(manager -> manager.persist(new Review(id, "first", 1)));
    assertThat(send(east, west)).isEqualTo(Outcome.TAKEN);
    bothHold("first 1 0");
    assertThat(send(west, east)).isEqualTo(Outcome.SAME);
  }

  @Test
  void writesAtTheSameMomentGiveTheSameRowInBothRegions() {
    begin();
    write(east, "east");
    write(west, "west");
    assertThat(send(east, west)).isEqualTo(Outcome.KEPT);
    assertThat(send(west, east)).isEqualTo(Outcome.TAKEN);
    bothHold("west 1 0");
    assertThat(west.review(id).stamp().origin()).isEqualTo(2);

    write(east, "after it");
    assertThat(send(east, west)).isEqualTo(Outcome.TAKEN);
    bothHold("after it 1 0");
  }

  @Test
  void aDeletionIsNotUndoneByAnOlderWriteAndCanBeTakenBack() {
    begin();
    write(east, "older");
    Review older = east.review(id);
    west.run(manager -> manager.find(Review.class, id).delete());
    assertThat(send(east, west)).isEqualTo(Outcome.KEPT);
    assertThat(send(west, east)).isEqualTo(Outcome.TAKEN);
    assertThat(east.<Outcome>in(m -> REVIEWS.apply(m, older))).isEqualTo(Outcome.KEPT);
    bothHold("first 1 0 deleted");

    east.run(manager -> manager.find(Review.class, id).restore());
    send(east, west);
    bothHold("first 1 0");
  }

  @Test
  void removingARowThatWouldComeBackIsRefused() {
    begin();
    assertThatThrownBy(() -> east.run(m -> m.remove(m.find(Review.class, id))))
        .hasMessageContaining("Review: remove (expected: a deletion that leaves a tombstone")
        .hasMessageContaining("Fix: call delete()");
    bothHold("first 1 0");
  }

  @Test
  void aChangeInTheSameTransactionAsAMergeIsAWriteOfItsOwn() {
    begin();
    write(west, "west");
    Review remote = west.review(id);
    east.run(
        manager -> {
          Review local = manager.find(Review.class, id);
          local.rate(5);
          assertThat(REVIEWS.apply(manager, remote)).isEqualTo(Outcome.TAKEN);
          assertThat(local).hasToString("west 1 0");
          local.rate(4);
        });
    assertThat(east.review(id).stamp()).isGreaterThan(remote.stamp());
    assertThat(east.review(id).stamp().origin()).isEqualTo(1);
    send(east, west);
    bothHold("west 4 0");
  }

  @Test
  void aWriterWhoDidNotSeeTheMergeIsTold() {
    begin();
    Region.is(new RegionClock(1, () -> NOON), Deletion.TOMBSTONE);
    try (EntityManager slow = east.open()) {
      slow.getTransaction().begin();
      slow.find(Review.class, id).say("what I read is old");
      write(west, "west");
      send(west, east);
      assertThatThrownBy(() -> slow.getTransaction().commit())
          .isInstanceOf(RollbackException.class)
          .hasCauseInstanceOf(OptimisticLockException.class);
    }
    bothHold("west 1 0");
  }

  @Test
  void poisonIsTakenByNobody() {
    begin();
    assertThat(east.<Outcome>in(m -> REVIEWS.apply(m, new Review(id, "no stamp", 0))))
        .isEqualTo(Outcome.MALFORMED);
    bothHold("first 1 0");
  }
}
