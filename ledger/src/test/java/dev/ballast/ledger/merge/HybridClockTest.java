// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.ledger.merge.HybridClock.Receipt;
import dev.ballast.testkit.FakeClock;
import dev.ballast.testkit.Property;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class HybridClockTest {

  private static final Origin HERE = new Origin("us-east", 1);
  private static final Origin THERE = new Origin("eu-west", 1);

  private final FakeClock wall = FakeClock.atStart();
  private final HybridClock clock = new HybridClock(wall, HERE);

  @Test
  void stampsGrowWhileTheWallClockStandsStillOrGoesBack() {
    Stamp first = clock.next();
    Stamp second = clock.next();
    wall.advance(Duration.ofHours(-3));
    Stamp third = clock.next();
    assertThat(second).isGreaterThan(first);
    assertThat(third).isGreaterThan(second);
    assertThat(clock.ahead()).isEqualTo(Duration.ofHours(3));
    wall.advance(Duration.ofHours(4));
    assertThat(clock.next().millis()).isEqualTo(wall.instant().toEpochMilli());
    assertThat(clock.ahead()).isZero();
  }

  @Test
  void stampsAreAboveWhatWasReceived() {
    Stamp remote = new Stamp(wall.millis() + 400, 7, THERE);
    assertThat(clock.receive(remote)).isEqualTo(new Receipt.Taken());
    assertThat(clock.next()).isEqualTo(new Stamp(wall.millis() + 400, 8, HERE));
  }

  @Test
  void aStampBeyondTheBoundIsRefusedAndChangesNothing() {
    Stamp before = clock.next();
    Stamp remote = new Stamp(wall.millis() + 120_000, 0, THERE);
    assertThat(clock.receive(remote))
        .isEqualTo(new Receipt.TooFarAhead(remote, Duration.ofMinutes(2), HybridClock.BOUND))
        .asString()
        .contains("120000 ms ahead (expected: at most 500 ms). Fix: set the clock of eu-west");
    assertThat(clock.next()).isEqualTo(new Stamp(before.millis(), before.counter() + 1, HERE));
    assertThat(clock.receive(new Stamp(wall.millis() + 500, 0, THERE)))
        .isInstanceOf(Receipt.Taken.class);
    assertThat(clock.receive(new Stamp(0, 0, THERE)))
        .as("far behind is harmless")
        .isInstanceOf(Receipt.Taken.class);
  }

  @Test
  void aStampOfItsOwnThatItNeverGaveIsRefused() {
    Stamp own = new Stamp(wall.millis(), 9, HERE);
    assertThat(clock.receive(own))
        .isEqualTo(new Receipt.Impostor(own))
        .asString()
        .contains("new incarnation");
    Stamp given = clock.next();
    assertThat(clock.receive(given)).isInstanceOf(Receipt.Taken.class);
    HybridClock restarted = new HybridClock(wall, HERE, HybridClock.BOUND, Stamp.NEVER);
    assertThat(restarted.receive(clock.next())).isInstanceOf(Receipt.Impostor.class);
    HybridClock anew =
        new HybridClock(wall, new Origin("us-east", 2), HybridClock.BOUND, Stamp.NEVER);
    assertThat(anew.receive(clock.next())).isInstanceOf(Receipt.Taken.class);
  }

  @Test
  void goesOnAfterTheStampThatItIsRestoredWith() {
    Stamp last = new Stamp(wall.millis() + 50, 3, HERE);
    assertThat(new HybridClock(wall, HERE, HybridClock.BOUND, last).next()).isGreaterThan(last);
  }

  @Test
  void aFullCounterBorrowsFromTheNextMillisecond() {
    clock.receive(new Stamp(wall.millis(), Stamp.MOST_COUNTER, THERE));
    assertThat(clock.next()).isEqualTo(new Stamp(wall.millis() + 1, 0, HERE));
  }

  @Test
  void aClockBefore1970OrBeyondAllStampsStillGivesStamps() {
    wall.moveTo(java.time.Instant.MIN.plus(Duration.ofDays(400_000_000_000L)));
    assertThat(clock.next()).isGreaterThan(Stamp.NEVER);
  }

  @Test
  void packedStampsSortAsStampsDoAndComeBackTheSame() {
    Property.forAll(
        42,
        2_000,
        random ->
            new Stamp[] {
              new Stamp(random.nextLong(1L << 47), random.nextInt(1 << 16), HERE),
              new Stamp(random.nextLong(1L << 47), random.nextInt(1 << 16), HERE)
            },
        two -> {
          assertThat(Integer.signum(Long.compare(two[0].packed(), two[1].packed())))
              .isEqualTo(Integer.signum(two[0].compareTo(two[1])));
          assertThat(Stamp.of(two[0].packed(), HERE)).isEqualTo(two[0]);
        });
    assertThat(new Stamp(5, 1, THERE)).isLessThan(new Stamp(5, 1, HERE));
  }

  @Test
  void refusesABoundThatIsNoBound() {
    assertThatThrownBy(() -> new HybridClock(wall, HERE, Duration.ofDays(2), Stamp.NEVER))
        .hasMessage("bound: PT48H (expected: from 0 to a day)");
  }
}
