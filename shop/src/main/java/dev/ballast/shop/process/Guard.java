// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.process;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A small shell beside the supervisor: it sends signals for it, resumes what is stopped and ends
 * every marked process when the supervisor disappears, even by kill -9.
 */
public final class Guard implements Closeable {

  private static final int SPLIT = 6;

  private final Process shell;
  private final Writer commands;

  private Guard(Process shell) {
    this.shell = shell;
    this.commands = shell.outputWriter(StandardCharsets.US_ASCII);
  }

  /** Starts the guard of a run; {@code errors} takes what the shell has to say. */
  public static Guard start(Launcher launcher, RunMark mark, Path dir, Path errors)
      throws IOException {
    return new Guard(
        launcher.startAttached(
            List.of(
                "/bin/sh",
                "-c",
                script(),
                "shop-guard",
                mark.text().substring(0, SPLIT),
                mark.text().substring(SPLIT),
                dir.toString()),
            errors));
  }

  /** Sends a signal ("INT", "STOP", "CONT"); what STOP stopped is resumed if we die first. */
  public synchronized void signal(String name, Collection<Long> pids) {
    if (pids.isEmpty()) {
      return;
    }
    write(name + pids.stream().map(p -> " " + p).collect(Collectors.joining()));
  }

  public long pid() {
    return shell.pid();
  }

  /** Lets go of the guard as our sudden death would. */
  void abandon() throws IOException {
    commands.close();
  }

  /** Ends the guard without its doing anything. */
  @Override
  public synchronized void close() {
    try {
      write("DONE");
      commands.close();
      if (!shell.waitFor(1, TimeUnit.SECONDS)) {
        shell.destroyForcibly();
      }
    } catch (IOException | UncheckedIOException e) {
      shell.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(String line) {
    try {
      commands.write(line + "\n");
      commands.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the guard process is gone", e);
    }
  }

  private static String script() throws IOException {
    try (InputStream in = Guard.class.getResourceAsStream("guard.sh")) {
      if (in == null) {
        throw new IOException("guard.sh is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
