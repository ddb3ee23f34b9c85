// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeftBehindTest {

  @TempDir Path dir;

  @Test
  void countsPortsThatSomebodyListensOn() throws IOException {
    try (ServerSocket open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = open.getLocalPort();

      assertThat(LeftBehind.count(RunMark.of(dir), List.of(port), dir).ports()).isEqualTo(1);
    }
  }

  @Test
  void theRecordOfWhatHappenedIsNotLitter() throws IOException {
    Files.writeString(dir.resolve("truth.json"), "{}");
    Files.writeString(dir.resolve("a.log"), "x");

    assertThat(LeftBehind.count(RunMark.of(dir), List.of(), dir).files()).isEqualTo(1);
  }

  @Test
  void findsProcessesByTheMarkInTheirCommandLine() throws Exception {
    RunMark mark = RunMark.of(dir);
    Process marked = new ProcessBuilder("/bin/sh", "-c", "read line; exit 0", mark.text()).start();
    try {
      assertThat(LeftBehind.processes(mark)).containsExactly(marked.pid());
    } finally {
      marked.getOutputStream().close();
      marked.waitFor();
    }
    assertThat(LeftBehind.processes(mark)).isEmpty();
  }
}
