// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoLeavesNothingBehindTest {

  private static final long PATIENCE_SECONDS = 30;

  @TempDir private Path temp;

  private RunMark mark = new RunMark("", Path.of("/"));

  @BeforeEach
  void needsProcesses() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "counts processes in /proc");
    mark = new RunMark(UUID.randomUUID().toString(), temp.toRealPath().resolve("run"));
    Files.createDirectories(mark.folder());
  }

  @AfterEach
  void cleanUp() throws InterruptedException {
    mark.sweep();
  }

  @Test
  void whenItEndsByItself() throws Exception {
    Process demo = start();
    assertThat(mark.processes()).hasSizeGreaterThanOrEqualTo(2);
    demo.getOutputStream().close();
    assertThat(demo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(demo.exitValue()).isZero();
    assertThat(LeftBehind.count(mark, List.of(), false)).isEqualTo(new LeftBehind(0, 0, 0));
  }

  @Test
  void whenItIsKilled() throws Exception {
    Process demo = start();
    List<ProcessHandle> watchdog = demo.children().filter(c -> !isChild(c)).toList();
    demo.destroyForcibly().waitFor();
    for (ProcessHandle one : watchdog) {
      one.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(watchdog).isNotEmpty();
    assertThat(LeftBehind.count(mark, List.of(), false)).isEqualTo(new LeftBehind(0, 0, 0));
  }

  @Test
  void countsAPortThatSomebodyStillHas() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      LeftBehind left = LeftBehind.count(mark, List.of(socket.getLocalPort()), false);
      assertThat(left.ports()).isEqualTo(1);
    }
  }

  @Test
  void countsFilesUnlessTheyAreKept() throws IOException {
    Files.writeString(mark.folder().resolve("a"), "x");
    assertThat(LeftBehind.count(mark, List.of(), false).files()).isEqualTo(2);
    assertThat(LeftBehind.count(mark, List.of(), true).files()).isZero();
  }

  private boolean isChild(ProcessHandle process) {
    return mark.processes().contains(process);
  }

  /** Returns once it has said that all is up. */
  private Process start() throws IOException {
    Process demo =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StandIn.class.getName(),
                mark.id(),
                mark.folder().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = demo.inputReader(StandardCharsets.UTF_8);
    assertThat(out.readLine()).isEqualTo("up");
    return demo;
  }
}
