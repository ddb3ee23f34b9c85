// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.process.Launcher;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** A child that speaks in lines and goes when its standard input, which we hold, ends. */
final class Attached {

  private static final int LOG_TAIL = 2_000;

  private final String name;
  private final Process process;
  private final Writer orders;
  private final Path log;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  private Attached(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    this.log = log;
  }

  /**
   * Starts the process.
   *
   * @param log takes what it says on its error stream
   * @param ended hears its exit code whenever that comes
   */
  static Attached start(
      Launcher launcher, String name, List<String> command, Path log, IntConsumer ended)
      throws IOException {
    Attached child = new Attached(name, launcher.startAttached(command, log), log);
    Thread.ofVirtual().start(() -> child.listen(ended));
    return child;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Writes a line to its standard input. */
  void order(String line) throws IOException {
    synchronized (orders) {
      orders.write(line + "\n");
      orders.flush();
    }
  }

  /** Waits for a line that starts so, and returns the rest of it. */
  String await(String start, Duration patience) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      String answer = answers.poll(100, TimeUnit.MILLISECONDS);
      if (answer != null && answer.startsWith(start)) {
        return answer.substring(start.length());
      }
      if (answer == null && !process.isAlive()) {
        throw new IOException(name + " ended with code " + process.exitValue() + "\n" + tail());
      }
    }
    throw new IOException(
        name
            + " did not answer '"
            + start.strip()
            + "' in "
            + patience.toSeconds()
            + " s\n"
            + tail());
  }

  /** Tells the process to end. */
  void dismiss() {
    try {
      synchronized (orders) {
        orders.close();
      }
    } catch (IOException e) {
      process.destroy();
    }
  }

  /** Waits for the end until {@code deadline} ({@link System#nanoTime()}), then forces it. */
  boolean awaitEnd(long deadline) throws InterruptedException {
    if (process.waitFor(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
      return true;
    }
    process.destroyForcibly();
    return false;
  }

  private void listen(IntConsumer ended) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        answers.add(line);
      }
      ended.accept(process.waitFor());
    } catch (IOException e) {
      // The pipe broke: the process is going away, which its exit tells.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String tail() throws IOException {
    String all = Files.readString(log, StandardCharsets.UTF_8);
    return all.substring(Math.max(0, all.length() - LOG_TAIL)).strip();
  }
}
