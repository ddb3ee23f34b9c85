// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.node.HostOptions;
import dev.ballast.shop.process.Launcher;
import dev.ballast.shop.topology.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** A running service as its supervisor holds it: a process that obeys lines and answers them. */
final class ServiceProcess {

  private static final Duration READY_WITHIN = Duration.ofSeconds(20);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
  private static final int LOG_TAIL = 2_000;

  private final HostOptions options;
  private final Process process;
  private final Writer orders;
  private final Path log;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  private ServiceProcess(HostOptions options, Process process, Path log) {
    this.options = options;
    this.process = process;
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    this.log = log;
  }

  /** Starts the process; {@code ended} hears its exit code whenever that comes. */
  static ServiceProcess start(
      Launcher launcher, JavaCommand command, HostOptions options, Path logs, IntConsumer ended)
      throws IOException {
    Path log = logs.resolve(options.node().service() + "-" + options.node().region() + ".log");
    ServiceProcess service =
        new ServiceProcess(
            options,
            launcher.startAttached(command.running("service", options.arguments()), log),
            log);
    Thread.ofVirtual().start(() -> service.listen(ended));
    return service;
  }

  HostOptions options() {
    return options;
  }

  Node node() {
    return options.node();
  }

  long pid() {
    return process.pid();
  }

  void awaitReady() throws IOException, InterruptedException {
    await("ready", READY_WITHIN);
  }

  /** Gives an order and returns when it took effect. */
  Instant order(String line) throws IOException, InterruptedException {
    synchronized (orders) {
      orders.write(line + "\n");
      orders.flush();
    }
    return Instant.parse(await(line + " ", ANSWER_WITHIN));
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

  private String await(String start, Duration patience) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      String answer = answers.poll(100, TimeUnit.MILLISECONDS);
      if (answer != null && answer.startsWith(start)) {
        return answer.substring(start.length());
      }
      if (answer == null && !process.isAlive()) {
        throw new IOException(node() + " ended with code " + process.exitValue() + "\n" + tail());
      }
    }
    throw new IOException(
        node()
            + " did not answer '"
            + start.strip()
            + "' in "
            + patience.toSeconds()
            + " s\n"
            + tail());
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
