// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The run's folder in the care of a watchdog, until it is closed: then both are gone. */
final class Guarded implements AutoCloseable {

  private final Process watchdog;
  private final RunMark mark;
  private final boolean keep;

  private Guarded(Process watchdog, RunMark mark, boolean keep) {
    this.watchdog = watchdog;
    this.mark = mark;
    this.keep = keep;
  }

  static Guarded by(List<String> watchdog, RunMark mark, boolean keep) throws IOException {
    return new Guarded(Child.startUnmarked(watchdog), mark, keep);
  }

  /** Removes the folder and sends the watchdog home; a second time does nothing. */
  @Override
  public void close() throws IOException, InterruptedException {
    if (!keep) {
      Folders.delete(mark.folder());
    }
    if (!watchdog.isAlive()) {
      return;
    }
    try (var pipe = watchdog.getOutputStream()) {
      pipe.write((Watchdog.DONE + "\n").getBytes(StandardCharsets.UTF_8));
    }
    if (!watchdog.waitFor(5, TimeUnit.SECONDS)) {
      watchdog.destroyForcibly().waitFor();
    }
  }
}
