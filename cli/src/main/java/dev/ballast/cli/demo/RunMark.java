// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How every process of one run is known again, whoever its parent is now: its environment carries
 * the run's id, or it works inside the run's folder (PostgreSQL writes over its environment), or
 * its command line names that folder.
 */
record RunMark(String id, Path folder) {

  static final String VARIABLE = "BALLAST_RUN_ID";

  private static final Path PROC = Path.of("/proc");

  /** Those alive now, without this process. */
  List<ProcessHandle> processes() {
    long self = ProcessHandle.current().pid();
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != self && process.isAlive() && isOurs(process))
        .toList();
  }

  /** Waits until none is left; false when some are after the time. */
  boolean awaitNone(long seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!processes().isEmpty()) {
      if (System.nanoTime() > end) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return true;
  }

  /** Ends whatever is left, politely first. */
  void sweep() throws InterruptedException {
    processes().forEach(ProcessHandle::destroy);
    if (!awaitNone(5)) {
      processes().forEach(ProcessHandle::destroyForcibly);
      awaitNone(5);
    }
  }

  private boolean isOurs(ProcessHandle process) {
    Path proc = PROC.resolve(Long.toString(process.pid()));
    if (Files.isDirectory(proc)) {
      return hasVariable(proc) || worksInFolder(proc);
    }
    return process.info().commandLine().orElse("").contains(folder.toString());
  }

  private boolean hasVariable(Path proc) {
    try {
      String environment =
          new String(Files.readAllBytes(proc.resolve("environ")), StandardCharsets.ISO_8859_1);
      return ('\0' + environment).contains('\0' + VARIABLE + "=" + id + '\0');
    } catch (IOException e) {
      return false; // gone meanwhile, or another user's
    }
  }

  private boolean worksInFolder(Path proc) {
    try {
      return Files.readSymbolicLink(proc.resolve("cwd")).startsWith(folder);
    } catch (IOException e) {
      return false;
    }
  }
}
