// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A process that we started: in a session of its own, so that a terminal's Ctrl-C reaches only us,
 * and holding a pipe to us whose end tells it to stop.
 */
final class Child {

  private static final List<Path> SETSID =
      List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

  private final String name;
  private final Process process;
  private final Path log;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a process that carries the run's mark.
   *
   * @param log takes what it says on its error stream
   * @param out gets what it prints, line by line, on a thread of its own
   * @param err the same for its error stream
   */
  static Child start(
      String name,
      List<String> command,
      RunMark mark,
      Path log,
      Consumer<String> out,
      Consumer<String> err)
      throws IOException {
    ProcessBuilder builder = builder(command);
    builder.environment().put(RunMark.VARIABLE, mark.id());
    PrintWriter logged = new PrintWriter(Files.newBufferedWriter(log, StandardCharsets.UTF_8));
    Process process = builder.start();
    Thread.ofVirtual().name(name + "-out").start(() -> forward(process.inputReader(), out));
    Thread.ofVirtual()
        .name(name + "-err")
        .start(
            () -> {
              try (logged) {
                forward(process.errorReader(), line -> keep(line, logged, err));
              }
            });
    return new Child(name, process, log);
  }

  /** Starts a process without the mark and without a log. */
  static Process startUnmarked(List<String> command) throws IOException {
    return builder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Writes a line to its input. */
  void tell(String line) throws IOException {
    Writer input = process.outputWriter(StandardCharsets.UTF_8);
    input.write(line + "\n");
    input.flush();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String name() {
    return name;
  }

  int exitCode() {
    return process.exitValue();
  }

  /** The last lines of what it had to say; empty when nothing. */
  String logTail(int lines) {
    try {
      List<String> all = Files.readAllLines(log, StandardCharsets.UTF_8);
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException e) {
      return "";
    }
  }

  /** Asks it to stop, without waiting. The pipe stays open: its end would mean that we died. */
  void askToStop() {
    process.toHandle().destroy();
  }

  /** Waits for its end, and ends it when it takes longer. */
  void awaitEnd(long seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      process.destroy();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private static ProcessBuilder builder(List<String> command) {
    List<String> full = new ArrayList<>();
    SETSID.stream().filter(Files::isExecutable).findFirst().ifPresent(p -> full.add(p.toString()));
    full.addAll(command);
    return new ProcessBuilder(full);
  }

  private static void keep(String line, PrintWriter log, Consumer<String> lines) {
    log.println(line);
    log.flush();
    lines.accept(line);
  }

  private static void forward(BufferedReader from, Consumer<String> lines) {
    try (from) {
      from.lines().forEach(lines);
    } catch (IOException | UncheckedIOException e) {
      // The process has ended; whoever waits for it sees that.
    }
  }
}
