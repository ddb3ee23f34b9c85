// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults that are about how a connection ends: slow close, limit, black hole, reset, drop. */
class EndingFaultsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @ParameterizedTest
  @EnumSource(Direction.class)
  void slowClosePassesBytesAndTellsTheEndLater(Direction way) {
    Rig rig = Rig.on(way);
    rig.put(new SlowClose(SECOND));
    rig.send("bytes");
    rig.finish();
    assertThat(rig.arrived()).isEqualTo("bytes");
    rig.advanceMillis(999);
    assertThat(rig.finished()).isFalse();
    rig.advanceMillis(1);
    assertThat(rig.finished()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void slowCloseThatIsRemovedTellsTheEndAtOnce(Direction way) {
    Rig rig = Rig.on(way);
    rig.put(new SlowClose(SECOND));
    rig.finish();
    assertThat(rig.finished()).isFalse();
    rig.remove();
    assertThat(rig.finished()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void dataLimitPassesExactlyItsBytesAndCloses(Direction way) {
    Rig rig = Rig.on(way);
    rig.put(new DataLimit(10));
    rig.send("123456");
    assertThat(rig.closed()).isFalse();
    rig.send("789abc");
    assertThat(rig.arrived()).isEqualTo("123456789a");
    assertThat(rig.closed()).isTrue();
  }

  @Test
  void dataLimitClosesWhenItIsReachedExactly() {
    Rig rig = Rig.on(Direction.DOWNSTREAM);
    rig.put(new DataLimit(4));
    rig.send("1234");
    assertThat(rig.arrived()).isEqualTo("1234");
    assertThat(rig.closed()).isTrue();
  }

  @Test
  void dataLimitRemembersWhatPassedWhenItIsChanged() {
    Rig rig = Rig.on(Direction.UPSTREAM);
    rig.put(new DataLimit(100));
    rig.send("1234567890");
    rig.put(new DataLimit(12));
    rig.send("abcdef");
    assertThat(rig.arrived()).isEqualTo("1234567890ab");
    assertThat(rig.closed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void dataLimitThatIsRemovedInTimeLosesNothing(Direction way) {
    Rig rig = Rig.on(way);
    rig.put(new DataLimit(10));
    rig.send("123456");
    rig.remove();
    rig.send("789abc");
    assertThat(rig.arrived()).isEqualTo("123456789abc");
    assertThat(rig.closed()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void blackHoleSwallowsAndClosesAfterItsTime(Direction way) {
    Rig rig = Rig.on(way);
    rig.put(new BlackHole(SECOND));
    rig.send("gone");
    rig.advanceMillis(999);
    assertThat(rig.closed()).isFalse();
    rig.advanceMillis(1);
    assertThat(rig.arrived()).isEmpty();
    assertThat(rig.closed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void blackHoleWithoutTimeStaysSilentUntilItIsRemovedAndThenCloses(Direction way) {
    Rig rig = Rig.on(way);
    rig.put(new BlackHole(Duration.ZERO));
    rig.send("gone");
    rig.advanceMillis(100_000);
    assertThat(rig.closed()).isFalse();
    rig.remove();
    assertThat(rig.arrived()).isEmpty();
    assertThat(rig.closed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void resetHitsAConnectionThatWasOpenAndIdle(Direction way) {
    Rig rig = Rig.on(way);
    rig.send("before");
    rig.put(new Reset(SECOND));
    rig.advanceMillis(999);
    assertThat(rig.closed()).isFalse();
    rig.advanceMillis(1);
    assertThat(rig.wasReset()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void resetLetsANewConnectionLiveUntilItsFirstBytes(Direction way) {
    Rig rig = Rig.openedUnder(way, new Reset(Duration.ZERO));
    rig.advanceMillis(10_000);
    assertThat(rig.closed()).isFalse();
    rig.send("hello");
    assertThat(rig.arrived()).isEmpty();
    assertThat(rig.wasReset()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void resetThatIsRemovedInTimeSparesTheConnection(Direction way) {
    Rig rig = Rig.openedUnder(way, new Reset(SECOND));
    rig.remove();
    rig.send("hello");
    rig.advanceMillis(2_000);
    assertThat(rig.arrived()).isEqualTo("hello");
    assertThat(rig.closed()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void dropClosesAtOnceAndWithoutReset(Direction way) {
    Rig rig = Rig.on(way);
    rig.put(new Drop());
    rig.advanceMillis(0);
    assertThat(rig.closed()).isTrue();
    assertThat(rig.wasReset()).isFalse();
  }
}
