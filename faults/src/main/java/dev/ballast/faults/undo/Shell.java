// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.undo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs commands to their end, which is never far; no shell reads them. */
public final class Shell {

  private static final int LONGEST = 8 * 1024;

  private Shell() {}

  /** How it ended; the output is cut. */
  public record Result(List<String> command, int code, String output) {
    public Result {
      command = List.copyOf(command);
    }

    public boolean ok() {
      return code == 0;
    }

    public String sentence() {
      return command.getFirst() + ": ended with " + code + (output.isBlank() ? "" : ": " + output);
    }
  }

  public static Result run(List<String> command, Duration longest)
      throws IOException, InterruptedException {
    return run(command, "", longest);
  }

  /**
   * The result of a command; its standard input is the text.
   *
   * @throws IOException also when it took too long, after which it is killed with its children
   */
  public static Result run(List<String> command, String input, Duration longest)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It does not want any.
    }
    StringBuilder said = new StringBuilder();
    Thread reader = Thread.ofVirtual().start(() -> read(process.getInputStream(), said));
    if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new IOException(
          command.getFirst() + ": not done after " + longest.toMillis() + " ms, killed");
    }
    reader.join(Duration.ofMillis(200)); // A child of its own may keep the pipe open.
    synchronized (said) {
      return new Result(command, process.exitValue(), said.toString().strip());
    }
  }

  private static void read(InputStream from, StringBuilder into) {
    byte[] buffer = new byte[1024];
    try (from) {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        synchronized (into) {
          if (into.length() < LONGEST) {
            into.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
          }
        }
      }
    } catch (IOException e) {
      // The end of the process ends this, too.
    }
  }
}
