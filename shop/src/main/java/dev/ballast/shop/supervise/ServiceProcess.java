// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.node.HostOptions;
import dev.ballast.shop.process.Launcher;
import dev.ballast.shop.topology.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/** A running service as its supervisor holds it: a process that obeys lines and answers them. */
final class ServiceProcess {

  private static final Duration READY_WITHIN = Duration.ofSeconds(20);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  private final HostOptions options;
  private final AtomicBoolean dismissed;
  private final Attached process;
  private final Instant startedAt;

  private ServiceProcess(HostOptions options, AtomicBoolean dismissed, Attached process) {
    this.options = options;
    this.dismissed = dismissed;
    this.process = process;
    this.startedAt =
        ProcessHandle.of(process.pid())
            .flatMap(handle -> handle.info().startInstant())
            .orElse(Instant.EPOCH);
  }

  /** Starts the process; {@code ended} hears its exit code if it ends without being told to. */
  static ServiceProcess start(
      Launcher launcher, JavaCommand command, HostOptions options, Path logs, IntConsumer ended)
      throws IOException {
    AtomicBoolean dismissed = new AtomicBoolean();
    return new ServiceProcess(
        options,
        dismissed,
        Attached.start(
            launcher,
            options.instance(),
            command.running("service", options.arguments()),
            logs.resolve(options.instance() + ".log"),
            code -> {
              if (!dismissed.get()) {
                ended.accept(code);
              }
            }));
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

  /** By the system's clock, which tells it from whoever gets its pid later. */
  Instant startedAt() {
    return startedAt;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void awaitReady() throws IOException, InterruptedException {
    process.await("ready", READY_WITHIN);
  }

  /** Gives an order and returns when it took effect. */
  Instant order(String line) throws IOException, InterruptedException {
    process.order(line);
    return Instant.parse(process.await(line + " ", ANSWER_WITHIN));
  }

  /** Asks something and returns the answer. */
  String ask(String line) throws IOException, InterruptedException {
    process.order(line);
    return process.await(line + " ", ANSWER_WITHIN);
  }

  /** Tells the process to end. */
  void dismiss() {
    dismissed.set(true);
    process.dismiss();
  }

  /** Waits for the end until {@code deadline} ({@link System#nanoTime()}), then forces it. */
  boolean awaitEnd(long deadline) throws InterruptedException {
    return process.awaitEnd(deadline);
  }
}
