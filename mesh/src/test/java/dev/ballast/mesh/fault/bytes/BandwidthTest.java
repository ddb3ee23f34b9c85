// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BandwidthTest {

  @ParameterizedTest
  @EnumSource(Direction.class)
  void passesBytesAtItsRateAndCutsBigChunks(Direction way) {
    Rig rig = Rig.on(way);
    rig.put(new Bandwidth(1_000));
    rig.send("x".repeat(1_000));
    rig.advanceMillis(500);
    assertThat(rig.arrived()).hasSize(500);
    rig.advanceMillis(500);
    assertThat(rig.arrived()).hasSize(500);
  }

  @Test
  void lateTimersDoNotSlowTheLine() {
    Rig rig = Rig.on(Direction.DOWNSTREAM);
    rig.put(new Bandwidth(100_000));
    rig.send(new byte[1_000_000]);
    int got = 0;
    for (int i = 0; i < 1_000; i++) {
      rig.advance(Duration.ofMillis(10).plusNanos(i * 1_237L % 9_999));
      got += rig.arrived().length();
    }
    assertThat(got).isEqualTo(1_000_000);
  }

  @Test
  void anIdleLineSavesNothingUp() {
    Rig rig = Rig.on(Direction.UPSTREAM);
    rig.put(new Bandwidth(1_000));
    rig.advanceMillis(60_000);
    rig.send("x".repeat(1_000));
    assertThat(rig.arrived()).isEmpty();
    rig.advanceMillis(999);
    assertThat(rig.arrived()).hasSizeLessThan(1_000);
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void atRateZeroEverythingWaitsUntilItIsOver(Direction way) {
    Rig rig = Rig.on(way);
    rig.put(new Bandwidth(0));
    rig.send("patience");
    rig.advanceMillis(3_600_000);
    assertThat(rig.arrived()).isEmpty();
    rig.remove();
    assertThat(rig.arrived()).isEqualTo("patience");
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void removingItMidwayPassesTheRestInOrder(Direction way) {
    Rig rig = Rig.on(way);
    rig.put(new Bandwidth(50));
    rig.send("abcdef");
    rig.advanceMillis(40);
    String before = rig.arrived();
    assertThat(before).isEqualTo("ab");
    rig.send("ghi");
    rig.remove();
    assertThat(rig.arrived()).isEqualTo("cdefghi");
  }
}
