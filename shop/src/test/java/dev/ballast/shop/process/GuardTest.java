// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class GuardTest {

  @TempDir Path parent;
  private Path dir;
  private RunMark mark;
  private Guard guard;
  private Process marked;

  @BeforeEach
  void start() throws Exception {
    dir = Files.createDirectory(parent.resolve("run"));
    Files.writeString(dir.resolve(".shop-run"), "");
    mark = RunMark.of(dir);
    guard = Guard.start(new Launcher(), mark, dir, parent.resolve("guard.log"));
    marked = new ProcessBuilder("/bin/sh", "-c", "read line", mark.text()).start();
  }

  private ProcessHandle guardProcess() {
    return ProcessHandle.of(guard.pid()).orElseThrow();
  }

  @Test
  void endsTheRunWhenItsSupervisorDisappears() throws Exception {
    ProcessHandle guarding = guardProcess(); // Later it may be gone and nobody's.
    guard.abandon();

    assertThat(marked.waitFor(30, TimeUnit.SECONDS)).isTrue();
    guarding.onExit().get(30, TimeUnit.SECONDS);
    assertThat(dir).doesNotExist();
  }

  @Test
  void resumesWhatItStoppedBeforeItEndsIt() throws Exception {
    guard.signal("STOP", List.of(marked.pid()));
    guard.abandon();

    assertThat(marked.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void leavesEverythingAloneWhenItIsDismissed() throws Exception {
    guard.close();

    assertThat(marked.isAlive()).isTrue();
    assertThat(dir).exists();
    marked.getOutputStream().close();
    assertThat(marked.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }
}
