// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process beside the demo that cleans up when the demo can no longer do so itself, even after a
 * kill -9. It holds the other end of a pipe: the word {@code done} means that all is clean; the
 * pipe's end without it means that the demo died.
 */
public final class Watchdog {

  static final String DONE = "done";

  /** The children see their own pipes end and stop by themselves; they get this long for it. */
  private static final int GRACE_SECONDS = 12;

  private Watchdog() {}

  /** Arguments: the run's id, its folder and (for tests) the grace in seconds. */
  public static void main(String[] args) throws IOException, InterruptedException {
    RunMark mark = new RunMark(args[0], Path.of(args[1]));
    if (!demoSaysDone()) {
      clean(mark, args.length > 2 ? Integer.parseInt(args[2]) : GRACE_SECONDS);
    }
  }

  private static void clean(RunMark mark, int graceSeconds)
      throws IOException, InterruptedException {
    if (!mark.awaitNone(graceSeconds)) {
      mark.sweep();
    }
    Folders.delete(mark.folder());
  }

  private static boolean demoSaysDone() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      return DONE.equals(in.readLine());
    } catch (IOException e) {
      return false;
    }
  }
}
