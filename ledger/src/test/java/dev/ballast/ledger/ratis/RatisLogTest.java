// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ballast.ledger.Documents.Document;
import dev.ballast.ledger.Epochs.Epoch;
import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.Locks.Held;
import dev.ballast.ledger.consensus.Answer;
import dev.ballast.ledger.consensus.Command;
import dev.ballast.ledger.consensus.Consensus;
import dev.ballast.ledger.consensus.Query;
import dev.ballast.ledger.consensus.Standing;
import dev.ballast.ledger.consensus.Wire;
import dev.ballast.testkit.FakeClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RatisLogTest {

  private static final Duration LEASE = Duration.ofMinutes(1);

  private final FakeClock clock = FakeClock.atStart();
  @TempDir private Path folder;

  @Test
  void startsAgainFromItsDiskWithEverythingAcrossSnapshots() {
    Held held;
    try (Group group = new Group(folder, 1, clock, options -> options.withSnapshotEvery(20))) {
      Consensus before = group.at("us-east");
      held = before.locks().acquire("lock", "one", LEASE).orElseThrow();
      before.epochs().advance("payments", "us-east", 0);
      for (int i = 0; i < 50; i++) {
        assertThat(before.documents().put("kind", "key", "text " + i, i)).isPresent();
      }
      group.stop("us-east");
      Consensus after = group.start("us-east");
      assertThat(after.documents().get("kind", "key")).contains(new Document("text 49", 50));
      assertThat(after.locks().holder("lock")).contains(held);
      assertThat(after.epochs().current("payments"))
          .contains(new Epoch("payments", "us-east", 1, clock.instant()));
      assertThat(after.locks().acquire("other", "two", LEASE).orElseThrow().token())
          .isGreaterThan(held.token());
    }
  }

  @Test
  void goesOnWithoutItsLeaderAndTakesItBackWithWhatItMissed() {
    try (Group group = new Group(folder, 3, clock, options -> options.withSnapshotEvery(20))) {
      String lost = group.leader();
      group.at(lost).documents().put("kind", "key", "before", 0);
      group.stop(lost);
      Consensus other = group.at(group.leader());
      assertThat(other.documents().get("kind", "key")).contains(new Document("before", 1));
      for (int i = 1; i < 50; i++) {
        assertThat(other.documents().put("kind", "key", "text " + i, i)).isPresent();
      }
      Consensus back = group.start(lost);
      Query mine = new Query.GetDocument("kind", "key");
      Group.until(() -> back.log().look(mine) instanceof Answer.OneDocument);
      Group.until(
          () -> back.log().look(mine).equals(new Answer.OneDocument(new Document("text 49", 50))));
      Standing standing = group.at(group.leader()).log().standing();
      assertThat(standing.role()).isEqualTo(Standing.Role.LEADER);
      assertThat(standing.peers()).hasSize(2).allMatch(peer -> peer.behind() >= 0);
    }
  }

  @Test
  void failsClosedWithoutAMajorityAtOnceOnceThatIsKnownAndStillShowsItsOwnCopy() {
    try (Group group = new Group(folder, 3, clock)) {
      String alone = group.leader();
      group.at(alone).documents().put("kind", "key", "before", 0);
      group.voters(alone).addresses().keySet().stream()
          .filter(name -> !name.equals(alone))
          .forEach(group::stop);
      Consensus log = group.at(alone);
      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(() -> log.documents().put("kind", "key", "after", 1));
      Group.until(() -> log.log().standing().role() == Standing.Role.CANDIDATE);
      Group.until(() -> isUnreachable(log));
      long asked = System.nanoTime();
      assertThatExceptionOfType(LedgerException.Unreachable.class)
          .isThrownBy(() -> log.documents().put("kind", "key", "after", 1))
          .withMessageContaining(
              "no majority of eu-west, us-east, witness is reached from " + alone)
          .withMessageContaining("expected: 2 of 3")
          .withMessageContaining("Nothing was changed. Fix: restore the links");
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofMillis(500));
      assertThat(log.log().look(new Query.GetDocument("kind", "key")))
          .isEqualTo(new Answer.OneDocument(new Document("before", 1)));
    }
  }

  /** Here the leader stands still; nobody may say that the command failed, since it did not. */
  @Test
  void saysUnknownAndNotFailedWhenNoAnswerComesInTime() {
    Semaphore ticks = new Semaphore(1_000_000);
    InstantSource stopping =
        () -> {
          ticks.acquireUninterruptibly();
          return clock.instant();
        };
    try (Group group =
        new Group(folder, 1, stopping, options -> options.withPatience(Group.ELECTION))) {
      Consensus log = group.at("us-east");
      Group.until(() -> isDone(log));
      int left = ticks.drainPermits();
      assertThatExceptionOfType(LedgerException.OutcomeUnknown.class)
          .isThrownBy(() -> log.documents().put("kind", "other", "after", 0))
          .withMessageContaining("It may have been decided or not. Fix: read before you repeat");
      ticks.release(left);
      Group.until(
          () ->
              log.log().look(new Query.GetDocument("kind", "other")) instanceof Answer.OneDocument);
    }
  }

  @Test
  void refusesACommandOfANewerVersionAndGoesOn() {
    try (Group group = new Group(folder, 1, clock)) {
      RatisLog log = (RatisLog) group.at("us-east").log();
      byte[] newer = Wire.command(new Command.Clear("fault-1"));
      newer[0] = 2;
      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(() -> log.decideRaw(newer))
          .withMessage(
              "consensus: refused: version 2 (expected: 1). Fix: bring all regions to one version"
                  + " of Ballast");
      assertThat(log.decide(new Command.Clear("fault-1"))).isEqualTo(Answer.NO);
    }
  }

  @Test
  void refusesVotersThatCannotBe() {
    TreeMap<String, String> one = new TreeMap<>(Map.of("us-east", "10.0.0.1:7710"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Voters("eu-west", one, Set.of()))
        .withMessage("voter: eu-west (expected: one of [us-east])");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Voters("us-east", one, Set.of("witness")))
        .withMessage("witnesses: [witness] (expected: some of [us-east])");
    TreeMap<String, String> same = new TreeMap<>(Map.of("a", "h:1", "b", "h:1"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Voters("a", same, Set.of()))
        .withMessage("addresses: {a=h:1, b=h:1} (expected: another one for each region)");
    TreeMap<String, String> none = new TreeMap<>(Map.of("a", "nowhere"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Voters("a", none, Set.of()))
        .withMessage("address of a: nowhere (expected: HOST:PORT)");
  }

  private static boolean isUnreachable(Consensus log) {
    try {
      log.log().read(new Query.Active());
      return false;
    } catch (LedgerException.Unreachable e) {
      return String.valueOf(e.getMessage()).contains("no majority");
    }
  }

  private static boolean isDone(Consensus log) {
    try {
      return log.documents().put("kind", "first", "x", 0).isPresent()
          || log.documents().get("kind", "first").isPresent();
    } catch (LedgerException e) {
      return false;
    }
  }
}
