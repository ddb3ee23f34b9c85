// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.regions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A process of ours in a region; what it prints is handed on line by line. */
final class Child implements AutoCloseable {

  private final Process process;
  private final Writer orders;
  private final Thread listener;

  Child(List<String> before, Class<?> main, List<String> arguments, Consumer<String> lines)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.net.preferIPv4Stack=true",
            "-Dballast.log.level=" + System.getProperty("ballast.bench.child-log", "ERROR"),
            "-Dballast.log.format=text",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    command.addAll(arguments);
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    orders = process.outputWriter();
    BufferedReader output = process.inputReader();
    listener =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    output.lines().forEach(lines);
                  } catch (UncheckedIOException e) {
                    // It was killed in the middle of a line.
                  }
                });
  }

  void order(String line) throws IOException {
    orders.write(line + "\n");
    orders.flush();
  }

  /** As by kill -9, and all that it said before has been heard. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    listener.join();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
