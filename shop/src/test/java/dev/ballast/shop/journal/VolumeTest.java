// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VolumeTest {

  @TempDir Path dir;

  private Volume volume(long limit) {
    return new Volume(dir, limit);
  }

  @Test
  void measuresWhatIsReallyThere() throws IOException {
    Files.write(dir.resolve("a"), new byte[300]);
    Files.write(dir.resolve("b"), new byte[41]);

    assertThat(volume(1000).used()).isEqualTo(341);
  }

  @Test
  void takesNotOneByteBeyondItsLimit() throws IOException {
    Volume volume = volume(100);
    int first = volume.append(dir.resolve("a"), new byte[70]);
    int second = volume.append(dir.resolve("b"), new byte[70]);
    int third = volume.append(dir.resolve("b"), new byte[70]);

    assertThat(first).isEqualTo(70);
    assertThat(second).isEqualTo(30);
    assertThat(third).isZero();
    assertThat(volume.used()).isEqualTo(100);
  }

  @Test
  void allVolumesOfARunTogetherStaySmall() {
    assertThat(Volume.limitFor(2)).isEqualTo(64L << 20);
    assertThat(8 * Volume.limitFor(8)).isEqualTo(256L << 20);
  }

  @Test
  void refusesADiskThatWouldRunFull() {
    assertThatThrownBy(() -> Volume.requireRoom(dir.resolve("not/yet/there"), 2, 1L << 55))
        .isInstanceOf(IOException.class)
        .hasMessageMatching(
            "--dir: .*there has \\d+ MiB free \\(expected: at least 68719477248 MiB, of which the"
                + " scenario fills at most 68719476736\\)\\. Fix: make room, or name a folder of"
                + " another disk");
  }
}
