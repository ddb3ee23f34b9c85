// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The load generator on one core against a server on another: how late requests leave at 5,000 a
 * second, and the rates it holds. wrk beside it, where it is installed: closed, so its rate is the
 * most that the server and one core of wrk can do, and it says nothing of lateness. Arguments:
 * seconds for each rate (default 10), rates.
 */
public final class LoadBenchmark {

  private static final List<String> RATES = List.of("5000", "20000", "30000", "40000", "60000");
  private static final String WARM_UP_SECONDS = "5";

  private LoadBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    String seconds = arguments.length > 0 ? arguments[0] : "10";
    List<String> rates =
        arguments.length > 1 ? List.of(arguments).subList(1, arguments.length) : RATES;
    Process server = pinned(1, java(Answers.class.getName(), List.of())).start();
    try (BufferedReader out = server.inputReader()) {
      String url = "http://127.0.0.1:" + out.readLine() + "/";
      for (String rate : rates) {
        run(pinned(0, java(Sender.class.getName(), List.of(url, rate, WARM_UP_SECONDS, seconds))));
      }
      if (Files.isExecutable(Path.of("/usr/bin/wrk"))) {
        System.out.println("wrk, closed, 64 connections on one core:");
        run(pinned(0, List.of("wrk", "-t1", "-c64", "-d" + seconds + "s", "--latency", url)));
      }
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private static void run(ProcessBuilder command) throws IOException, InterruptedException {
    Process process = command.redirectOutput(ProcessBuilder.Redirect.INHERIT).start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
  }

  private static ProcessBuilder pinned(int core, List<String> command) {
    List<String> all = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
    all.addAll(command);
    return new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /** With the flags that {@code ./ballast load} runs with. */
  private static List<String> java(String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            "-Dballast.log.level=ERROR",
            "-cp",
            System.getProperty("java.class.path"),
            main));
    command.addAll(arguments);
    return command;
  }
}
