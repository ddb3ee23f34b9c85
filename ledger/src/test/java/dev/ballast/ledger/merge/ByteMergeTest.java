// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.testkit.FakeClock;
import dev.ballast.testkit.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ByteMergeTest {

  private final HybridClock east = new HybridClock(FakeClock.atStart(), new Origin("us-east", 1));
  private final HybridClock west = new HybridClock(FakeClock.atStart(), new Origin("eu-west", 2));

  /** Two states of each kind, as different as can be. */
  private List<Lattice> states() {
    List<Lattice> states = new ArrayList<>();
    for (HybridClock clock : List.of(east, west)) {
      Stamp now = clock.next();
      Register register = Register.EMPTY.write(now, "é€𝄞 " + now.origin());
      states.add(register);
      states.add(Counter.ZERO.add(now.origin(), 5).add(now.origin(), -Long.MAX_VALUE));
      states.add(AddWinsSet.EMPTY.add(now, "x").add(clock.next(), "y").remove("x"));
      states.add(MultiValue.EMPTY.write(clock.next(), ""));
      states.add(LwwMap.EMPTY.put(clock.next(), "k", "v").remove(clock.next(), "gone"));
      states.add(
          Document.ABSENT
              .put(clock.next(), "name", "n")
              .change(now, "likes", Counter.ZERO, c -> c.add(now.origin(), 1))
              .change(now, "tags", AddWinsSet.EMPTY, tags -> tags.add(now, "t")));
    }
    return states;
  }

  @Test
  void everyStateComesBackAsItWas() {
    for (Lattice state : states()) {
      byte[] bytes = Encoding.encode(state);
      assertThat(Encoding.decode(bytes)).isEqualTo(state);
      assertThat(bytes[0]).as("version").isEqualTo((byte) 1);
      assertThat((int) bytes[1]).isEqualTo(Lattice.kind(state));
    }
  }

  @Test
  void bytesOfAnyKindAreReadAsAStateOrRefusedAndNothingElse() {
    List<Lattice> states = states();
    Property.forAll(
        7,
        20_000,
        random -> {
          byte[] bytes = Encoding.encode(states.get(random.nextInt(states.size())));
          int changes = 1 + random.nextInt(3);
          for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
          }
          return Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length + 2));
        },
        bytes -> {
          try {
            assertThat(Encoding.encode(Encoding.decode(bytes))).isEqualTo(bytes);
          } catch (MalformedStateException e) {
            assertThat(e.getMessage()).isNotEmpty();
          }
        });
  }

  @Test
  void saysWhatIsWrongWithBytes() {
    byte[] good = Encoding.encode(Register.EMPTY.write(east.next(), "v"));
    byte[] newer = good.clone();
    newer[0] = 2;
    refused(newer, "version 2 (expected: 1). Fix: bring all sites to one version");
    refused(new byte[] {1, 9}, "kind 9 (expected: 1 to 6)");
    refused(new byte[] {1, 2, 127}, "size 127 (expected: at most the 0 bytes left)");
    refused(Arrays.copyOf(good, good.length + 1), "1 bytes too many");
    refused(Arrays.copyOf(good, good.length - 1), "ends too early");
    refused(new byte[] {1, 2, (byte) 0x80, 0}, "not in canonical form");
    refused(new byte[0], "ends too early");
  }

  private static void refused(byte[] bytes, String why) {
    assertThatThrownBy(() -> Encoding.decode(bytes))
        .isInstanceOf(MalformedStateException.class)
        .hasMessageStartingWith(why);
  }

  @Test
  void theLawsHoldForGoodStatesGarbageNothingAndOtherKindsTogether() {
    List<byte @Nullable []> all = new ArrayList<>();
    all.add(null);
    states().forEach(state -> all.add(Encoding.encode(state)));
    all.add(new byte[0]);
    all.add(new byte[] {1, 1, 1});
    all.add(new byte[] {(byte) 0xff, 0});
    all.add(new byte[] {2, 1, 0});
    for (byte @Nullable [] a : all) {
      assertThat(merge(a, a)).isEqualTo(a);
      for (byte @Nullable [] b : all) {
        byte @Nullable [] both = merge(a, b);
        assertThat(merge(b, a)).isEqualTo(both);
        assertThat(merge(both, a)).isEqualTo(both);
        for (byte @Nullable [] c : all) {
          assertThat(merge(both, c)).isEqualTo(merge(a, merge(b, c)));
        }
      }
    }
  }

  private static byte @Nullable [] merge(byte @Nullable [] a, byte @Nullable [] b) {
    return ByteMerge.merge("key", a, b, Losses.IGNORED);
  }

  @Test
  void aPoisonedValueIsParkedAsItCameAndGivesWay() {
    byte[] good = Encoding.encode(Counter.ZERO.add(east.origin(), 1));
    byte[] poison = {9, 9, 9};
    Journal journal = new Journal(10);
    assertThat(ByteMerge.merge("orders/7", poison, good, journal)).isEqualTo(good);
    assertThat(ByteMerge.merge("orders/7", good, poison, journal)).isEqualTo(good);
    assertThat(journal.losses())
        .singleElement()
        .isInstanceOfSatisfying(
            Loss.Poisoned.class,
            lost -> {
              assertThat(lost.place()).isEqualTo("orders/7");
              assertThat(lost.bytes()).isEqualTo("090909");
              assertThat(lost.why()).startsWith("version 9");
            });
  }

  @Test
  void twoKindsUnderOneNameKeepTheLargerAndParkTheOther() {
    Counter counter = Counter.ZERO.add(east.origin(), 1);
    Register register = Register.EMPTY.write(east.next(), "v");
    Journal journal = new Journal(10);
    byte[] kept =
        ByteMerge.merge("k", Encoding.encode(counter), Encoding.encode(register), journal);
    assertThat(kept).isEqualTo(Encoding.encode(counter));
    assertThat(journal.losses())
        .containsExactly(new Loss.Buried("k", register, "a Register and a Counter under one name"));
  }

  @Test
  void oneStampGivenTwiceIsDecidedByContentAndTold() {
    Stamp twice = east.next();
    Register a = Register.EMPTY.write(twice, "a");
    Register b = Register.EMPTY.write(twice, "b");
    Journal journal = new Journal(10);
    assertThat(a.merge(b, journal)).isEqualTo(b.merge(a, journal)).isEqualTo(b);
    assertThat(journal.losses())
        .containsExactly(
            new Loss.Overwritten("", twice, new Content.Text("a"), twice, new Content.Text("b")));
  }

  @Test
  void aTextThatUtf8CannotCarryIsRefusedWhereItIsWritten() {
    assertThatThrownBy(() -> Register.EMPTY.write(east.next(), "\ud800"))
        .hasMessageStartingWith("content: half of a surrogate pair");
  }
}
