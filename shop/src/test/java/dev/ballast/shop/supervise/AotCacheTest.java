// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class AotCacheTest {

  private static final Duration LONG = Duration.ofSeconds(50);

  private static Process shell(String script) throws IOException {
    return new ProcessBuilder("/bin/sh", "-c", script).start();
  }

  @Test
  void givesUpATrainingThatNeverEnds() throws Exception {
    Process stuck = shell("echo begun; read line");

    assertThat(AotCache.succeeded(stuck, Duration.ofMillis(50))).isFalse();
    assertThat(stuck.waitFor()).isNotZero();
  }

  @Test
  void takesATrainingThatSaysMoreThanAPipeHolds() throws Exception {
    Process talker =
        shell("i=0; while [ $i -lt 4000 ]; do echo $i a line of text; i=$((i+1)); done");

    assertThat(AotCache.succeeded(talker, LONG)).isTrue();
  }

  @Test
  void takesNoTrainingThatFailed() throws Exception {
    assertThat(AotCache.succeeded(shell("exit 3"), LONG)).isFalse();
  }
}
