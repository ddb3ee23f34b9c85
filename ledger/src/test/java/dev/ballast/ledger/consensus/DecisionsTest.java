// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ballast.ledger.Documents.Document;
import dev.ballast.ledger.Epochs.Epoch;
import dev.ballast.ledger.Interlocks;
import dev.ballast.testkit.Property;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class DecisionsTest {

  private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

  private final Decisions decisions = new Decisions(1000);

  @Test
  void ownersChangeByTheNextEpochOnly() {
    assertThat(decisions.decide(new Command.Advance("payments", "us-east", 0), START))
        .isEqualTo(new Answer.OneEpoch(new Epoch("payments", "us-east", 1, START)));
    assertThat(decisions.decide(new Command.Advance("payments", "eu-west", 0), START))
        .isEqualTo(Answer.NO);
    assertThat(decisions.decide(new Command.Advance("payments", "eu-west", 1), START))
        .isEqualTo(new Answer.OneEpoch(new Epoch("payments", "eu-west", 2, START)));
  }

  @Test
  void timeNeverGoesBackWhenASlowerClockLeads() {
    Duration lease = Duration.ofSeconds(10);
    decisions.decide(new Command.Acquire("lock", "one", lease), START);
    assertThat(decisions.decide(new Command.Acquire("lock", "two", lease), START.plus(lease)))
        .isInstanceOf(Answer.OneLock.class);
    Answer third = decisions.decide(new Command.Acquire("lock", "one", lease), START);
    assertThat(third).isEqualTo(Answer.NO);
  }

  @Test
  void refusesWhatDoesNotFitAndSaysSo() {
    decisions.decide(new Command.PutDocument("a", "one", "x".repeat(900), 0), START);
    assertThat(decisions.decide(new Command.PutDocument("a", "two", "x".repeat(101), 0), START))
        .isEqualTo(
            new Answer.Refused(
                "document a/two: 1001 bytes of documents with it (expected: at most 1000). Fix:"
                    + " delete some"));
    assertThat(decisions.decide(new Command.DeleteDocument("a", "one", 1), START))
        .isEqualTo(Answer.YES);
    assertThat(decisions.decide(new Command.PutDocument("a", "two", "x".repeat(101), 0), START))
        .isEqualTo(new Answer.OneDocument(new Document("x".repeat(101), 1)));
  }

  @Test
  void theSameCommandsGiveTheSameStateAlsoAcrossASnapshotInTheMiddle() {
    Property.forAll(
        71,
        200,
        RandomGenerator::nextLong,
        seed -> {
          RandomGenerator random = new SplittableRandom(seed);
          Decisions straight = new Decisions();
          Decisions restored = new Decisions();
          Instant now = START;
          for (int i = 0; i < 60; i++) {
            now = now.plusSeconds(random.nextInt(-3, 9));
            Command command = some(random);
            Command read = Wire.readCommand(Wire.command(command));
            assertThat(read).isEqualTo(command);
            assertThat(restored.decide(read, now)).isEqualTo(straight.decide(command, now));
            if (random.nextInt(10) == 0) {
              restored = Snapshot.read(Snapshot.of(restored));
            }
          }
          assertThat(Snapshot.of(restored)).isEqualTo(Snapshot.of(straight));
          for (Query query : queries()) {
            Answer answer = straight.answer(Wire.readQuery(Wire.query(query)), now);
            assertThat(restored.answer(query, now)).isEqualTo(answer);
            assertThat(Wire.readAnswer(Wire.answer(answer))).isEqualTo(answer);
          }
        });
  }

  @Test
  void refusesAnotherVersionOfTheWireAndWhatIsCutOff() {
    byte[] newer = Wire.command(new Command.Clear("fault-1"));
    newer[0] = 2;
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(() -> Wire.readCommand(newer))
        .withMessage("version 2 (expected: 1). Fix: bring all regions to one version of Ballast");
    byte[] whole = Wire.command(new Command.Acquire("lock", "one", Duration.ofSeconds(1)));
    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(WireException.class).isThrownBy(() -> Wire.readCommand(cut));
    }
  }

  @Test
  void readsAnyBytesWithoutAnythingButARefusal() {
    Property.forAll(
        72,
        2000,
        RandomGenerator::nextLong,
        seed -> {
          RandomGenerator random = new SplittableRandom(seed);
          byte[] bytes = new byte[random.nextInt(40)];
          random.nextBytes(bytes);
          if (bytes.length > 1) {
            bytes[0] = 1;
            bytes[1] = (byte) random.nextInt(10);
          }
          try {
            Wire.readCommand(bytes);
          } catch (WireException refused) {
            assertThat(refused.getMessage()).isNotBlank();
          }
        });
  }

  private static Command some(RandomGenerator random) {
    Duration lease = Duration.ofSeconds(random.nextInt(1, 20));
    String name = "n" + random.nextInt(3);
    long number = random.nextInt(4);
    return switch (random.nextInt(9)) {
      case 0, 1 -> new Command.PutDocument("k" + random.nextInt(2), name, "ä" + number, number);
      case 2 -> new Command.DeleteDocument("k" + random.nextInt(2), name, number);
      case 3 -> new Command.Acquire(name, "o" + number, lease);
      case 4 -> new Command.Renew(name, number, lease);
      case 5 -> new Command.Release(name, number);
      case 6 -> new Command.Raise(Interlocks.Kind.FAULT, name, "o", "r", lease);
      case 7 ->
          random.nextBoolean()
              ? new Command.RenewInterlock("fault-" + number, lease)
              : new Command.Clear("fault-" + number);
      default -> new Command.Advance(name, "r" + number, number);
    };
  }

  private static List<Query> queries() {
    List<Query> queries = new ArrayList<>(List.of(new Query.Active(), new Query.Holder("n0")));
    for (String kind : List.of("k0", "k1")) {
      queries.add(new Query.ListDocuments(kind));
      queries.add(new Query.GetDocument(kind, "n1"));
    }
    queries.add(new Query.CurrentEpoch("n2"));
    return queries;
  }
}
