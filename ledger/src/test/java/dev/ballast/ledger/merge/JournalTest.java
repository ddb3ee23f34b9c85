// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.testkit.FakeClock;
import org.junit.jupiter.api.Test;

final class JournalTest {

  private final HybridClock east = new HybridClock(FakeClock.atStart(), new Origin("us-east", 1));
  private final HybridClock west = new HybridClock(FakeClock.atStart(), new Origin("eu-west", 1));

  @Test
  void holdsBothValuesOfALostWriteOnceHoweverOftenItIsMerged() {
    LwwMap a = LwwMap.EMPTY.put(east.next(), "k", "east");
    LwwMap b = LwwMap.EMPTY.put(west.next(), "k", "west");
    Journal journal = new Journal(10);
    for (int i = 0; i < 3; i++) {
      a.merge(b, journal.under("carts"));
      b.merge(a, journal.under("carts"));
    }
    assertThat(journal.take())
        .singleElement()
        .isInstanceOfSatisfying(
            Loss.Overwritten.class,
            lost -> {
              assertThat(lost.place()).isEqualTo("carts/k");
              assertThat(lost.content()).hasToString("west");
              assertThat(lost.kept()).hasToString("east");
            });
    assertThat(journal.losses()).isEmpty();
  }

  @Test
  void writesOneAfterAnotherAreNoLosses() {
    Journal journal = new Journal(10);
    Register register = Register.EMPTY;
    Register copy = register;
    for (int i = 0; i < 20; i++) {
      HybridClock writer = i % 2 == 0 ? east : west;
      writer.receive(register.stamp());
      register = register.write(writer.next(), "v" + i);
      copy = copy.merge(register, journal);
    }
    assertThat(copy).isEqualTo(register);
    assertThat(journal.losses()).isEmpty();
  }

  @Test
  void aDeletionThatHadNotSeenAChangeTellsOfIt() {
    Document start = Document.ABSENT.put(east.next(), "name", "Ann");
    west.receive(start.since());
    Stamp now = west.next();
    Document changed =
        start
            .put(now, "name", "Bob")
            .change(now, "likes", Counter.ZERO, likes -> likes.add(now.origin(), 1));
    Document deleted = start.delete(east.next());
    Journal journal = new Journal(10);
    assertThat(changed.merge(deleted, journal)).isEqualTo(deleted);
    assertThat(journal.losses())
        .hasSize(2)
        .anySatisfy(
            loss ->
                assertThat(loss)
                    .isEqualTo(
                        new Loss.Overwritten(
                            "name",
                            now,
                            new Content.Text("Bob"),
                            deleted.since(),
                            Content.deleted())))
        .anySatisfy(
            loss ->
                assertThat(loss)
                    .isEqualTo(
                        new Loss.Buried(
                            "likes",
                            Counter.ZERO.add(now.origin(), 1),
                            "deleted elsewhere while it was changed")));
    Journal nothing = new Journal(10);
    start.merge(deleted, nothing);
    assertThat(nothing.losses()).as("it had seen that").isEmpty();
  }

  @Test
  void countsWhatItHasNoRoomFor() {
    Journal journal = new Journal(1);
    assertThat(journal.full()).isFalse();
    journal.lost(new Loss.Poisoned("a", "00", "why"));
    journal.lost(new Loss.Poisoned("a", "00", "why"));
    journal.lost(new Loss.Poisoned("b", "00", "why"));
    assertThat(journal.full()).isTrue();
    assertThat(journal.overflowed()).isEqualTo(1);
    assertThatThrownBy(() -> new Journal(0)).hasMessage("most: 0 (expected: at least 1)");
  }

  @Test
  void aStampThatIsNotLaterIsAMistakeOfTheCaller() {
    Stamp now = east.next();
    Register register = Register.EMPTY.write(now, "v");
    assertThatThrownBy(() -> register.write(now, "again"))
        .hasMessageContaining("which the clock must receive first");
    assertThatThrownBy(() -> AddWinsSet.EMPTY.add(now, "x").add(now, "y"))
        .hasMessageContaining("not used before");
    assertThatThrownBy(
            () ->
                Document.ABSENT
                    .put(now, "f", "v")
                    .change(east.next(), "f", Counter.ZERO, c -> c.add(now.origin(), 1)))
        .hasMessage("document.fields.f: a Counter (expected: a Register, as it was)");
  }

  @Test
  void aCounterStaysAtTheEndsOf64Bits() {
    Counter counter = Counter.ZERO.add(east.origin(), Long.MAX_VALUE).add(west.origin(), 5);
    assertThat(counter.value()).isEqualTo(Long.MAX_VALUE);
    assertThat(counter.add(west.origin(), -9).value()).isEqualTo(Long.MAX_VALUE - 4);
    assertThatThrownBy(() -> counter.add(east.origin(), 1)).isInstanceOf(ArithmeticException.class);
  }
}
