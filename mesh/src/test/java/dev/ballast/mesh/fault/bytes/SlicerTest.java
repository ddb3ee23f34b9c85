// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlicerTest {

  @ParameterizedTest
  @EnumSource(Direction.class)
  void cutsIntoPiecesAroundTheAverage(Direction way) {
    Rig rig = Rig.on(way);
    rig.put(new Slicer(64, 32, Duration.ZERO));
    String sent = "0123456789".repeat(1_000);
    rig.send(sent);
    List<String> pieces = rig.pieces();
    assertThat(String.join("", pieces)).isEqualTo(sent);
    assertThat(pieces.subList(0, pieces.size() - 1))
        .allSatisfy(piece -> assertThat(piece.length()).isBetween(32, 96));
    assertThat(sent.length() / (double) pieces.size()).isBetween(58.0, 70.0);
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void pausesBetweenThePieces(Direction way) {
    Rig rig = Rig.on(way);
    rig.put(new Slicer(2, 0, Duration.ofMillis(10)));
    rig.send("aabbcc");
    assertThat(rig.pieces()).containsExactly("aa");
    rig.advanceMillis(9);
    assertThat(rig.pieces()).isEmpty();
    rig.advanceMillis(1);
    assertThat(rig.pieces()).containsExactly("bb");
    rig.send("dd");
    rig.advanceMillis(10);
    assertThat(rig.pieces()).containsExactly("cc");
    rig.advanceMillis(10);
    assertThat(rig.pieces()).containsExactly("dd");
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void removingItMidwayPassesTheRestAsItIs(Direction way) {
    Rig rig = Rig.on(way);
    rig.put(new Slicer(1, 0, Duration.ofSeconds(1)));
    rig.send("abcd");
    rig.finish();
    assertThat(rig.pieces()).containsExactly("a");
    rig.remove();
    assertThat(rig.arrived()).isEqualTo("bcd");
    assertThat(rig.finished()).isTrue();
  }

  @Test
  void sizesOfZeroCutIntoSingleBytes() {
    Rig rig = Rig.on(Direction.UPSTREAM);
    rig.put(new Slicer(0, 0, Duration.ZERO));
    rig.send("abc");
    assertThat(rig.pieces()).containsExactly("a", "b", "c");
  }
}
