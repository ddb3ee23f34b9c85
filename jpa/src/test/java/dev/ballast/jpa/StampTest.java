// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StampTest {

  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  @Test
  void theLargerStampIsTheLargerText() {
    List<Stamp> stamps = new ArrayList<>();
    for (long time : new long[] {1, 15, 16, 1L << 40, Stamp.MOST_TIME}) {
      for (int origin : new int[] {1, 9, 10, 32_767}) {
        stamps.add(new Stamp(time, origin));
      }
    }
    assertThat(stamps).isSorted();
    assertThat(stamps.stream().map(Stamp::toString).toList())
        .isSorted()
        .doesNotHaveDuplicates()
        .allMatch(text -> text.length() == Stamp.LENGTH);
    assertThat(stamps).allMatch(stamp -> Stamp.parse(stamp.toString()).equals(stamp));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "ffffffffffffffff-0001",
        "7fffffffffffffff-0001",
        "0000000000000001-0000",
        "0000000000000001-ffff",
        "0000000000000000-0001",
        "000000000000000A-0001"
      })
  void whatIsNoStampIsBeforeEveryOne(String text) {
    assertThat(Stamp.parse(text)).isEqualTo(Stamp.NONE).isLessThan(new Stamp(1, 1));
  }

  @Test
  void aClockThatStandsOrGoesBackStillGivesLaterStamps() {
    long[] wall = {NOON.toEpochMilli()};
    var clock = new RegionClock(7, () -> Instant.ofEpochMilli(wall[0]));
    Stamp first = clock.next(Stamp.NONE);
    assertThat(first.moment()).isEqualTo(NOON);
    assertThat(first.origin()).isEqualTo(7);
    wall[0] -= 3_600_000;
    assertThat(clock.next(Stamp.NONE)).isGreaterThan(first);
  }

  @Test
  void aWriteComesAfterWhatItSawAndAFastClockDragsNobodyAlong() {
    var clock = new RegionClock(1, () -> NOON);
    Stamp fast = Stamp.before(NOON.plusSeconds(120));
    clock.hear(fast);
    assertThat(clock.next(Stamp.NONE)).isLessThan(fast);
    Stamp near = Stamp.before(NOON.plusMillis(400));
    clock.hear(near);
    assertThat(clock.next(Stamp.NONE)).isGreaterThan(near).isLessThan(fast);
    assertThat(clock.next(fast)).isGreaterThan(fast);
    assertThat(clock.next(new Stamp(Stamp.MOST_TIME, 2)).time()).isEqualTo(Stamp.MOST_TIME);
  }

  @Test
  void anOriginThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new RegionClock(0, () -> NOON))
        .hasMessage("origin: 0 (expected: 1 to 32767)");
    assertThatThrownBy(() -> new Stamp(-1, 1)).hasMessageStartingWith("time: -1 (expected: ");
  }
}
