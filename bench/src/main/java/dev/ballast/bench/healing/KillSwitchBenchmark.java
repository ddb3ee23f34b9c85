// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.healing;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How long after the switch is thrown an action still begins, and how long those under way go on:
 * {@code bench/run KillSwitch -- ROUNDS SEED}. A real server heals eight services by webhooks, half
 * of which never answer, so some are always under way; the switch is thrown by REST, by the file
 * and by the command as it is typed, in turns and at random moments. Exits 1 when anything took a
 * second.
 */
public final class KillSwitchBenchmark {

  private static final Duration LIMIT = Duration.ofSeconds(1);

  /** Healing looks every two seconds: longer than that, so that what was missed would be seen. */
  private static final Duration WATCH = Duration.ofMillis(2300);

  private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

  private final HealingServer server;
  private final Tellable told;
  private final Path folder;
  private final SplittableRandom random;
  private volatile boolean over;

  /** How the switch is thrown. */
  private enum Way {
    REST,
    FILE,
    COMMAND
  }

  /**
   * One round, in milliseconds from the call.
   *
   * @param returned when the call came back
   * @param begun when the last action began; 0: none did
   * @param broken when the last one that was under way was broken off; NaN: it never was
   */
  private record Round(double returned, double begun, double broken, int underWay) {}

  private KillSwitchBenchmark(HealingServer server, Tellable told, Path folder, long seed) {
    this.server = server;
    this.told = told;
    this.folder = folder;
    this.random = new SplittableRandom(seed);
  }

  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 102;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    build();
    Path folder = Files.createTempDirectory("ballast-killswitch");
    boolean held;
    try (Tellable told = new Tellable();
        HealingServer server = new HealingServer(folder, told.port())) {
      held = new KillSwitchBenchmark(server, told, folder, seed).play(rounds, System.out);
    } finally {
      delete(folder.toFile());
    }
    System.exit(held ? 0 : 1);
  }

  private boolean play(int rounds, PrintStream out) throws Exception {
    Thread feeder = Thread.startVirtualThread(this::feed);
    Map<Way, List<Round>> seen = new EnumMap<>(Way.class);
    for (int i = 0; i < rounds; i++) {
      Way way = Way.values()[i % Way.values().length];
      seen.computeIfAbsent(way, _ -> new ArrayList<>()).add(round(way));
    }
    over = true;
    feeder.join();
    out.printf(
        Locale.ROOT,
        "kill switch: %d rounds, %d actions begun in all; milliseconds from the call%n",
        rounds,
        told.begun());
    boolean held = true;
    for (Map.Entry<Way, List<Round>> entry : seen.entrySet()) {
      held &= print(out, entry.getKey(), entry.getValue());
    }
    return held;
  }

  /** Telemetry stays fresh, and there is always something to be done. */
  private void feed() {
    try {
      while (!over) {
        server.traffic();
        server.runAll();
        Thread.sleep(200);
      }
    } catch (IOException | InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Round round(Way way) throws Exception {
    long patience = System.nanoTime() + PATIENCE;
    while (told.underWay() == 0) {
      if (System.nanoTime() > patience) {
        throw new IllegalStateException(
            "nothing is under way: " + server.show("/api/v1/healing/remediations/heal-s0/plan"));
      }
      Thread.sleep(10);
    }
    Thread.sleep(random.nextInt(2000));
    int underWay = told.underWay();
    long called = System.nanoTime();
    throwIt(way);
    long returned = System.nanoTime();
    Thread.sleep(WATCH);
    Round round =
        new Round(
            millis(called, returned),
            Math.max(0, millis(called, told.lastBegun())),
            told.underWay() > 0
                ? Double.NaN
                : underWay == 0 ? 0 : Math.max(0, millis(called, told.lastBroken())),
            underWay);
    Files.deleteIfExists(folder.resolve("data/STOP-HEALING"));
    server.resume();
    return round;
  }

  private void throwIt(Way way) throws IOException, InterruptedException {
    switch (way) {
      case REST -> server.stop("bench");
      case FILE -> Files.createFile(folder.resolve("data/STOP-HEALING"));
      case COMMAND -> {
        Process command =
            new ProcessBuilder(
                    launcher(), "heal", "stop", "--server", server.url(), "--reason", "bench")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (command.waitFor() != 0) {
          throw new IllegalStateException("ballast heal stop ended with " + command.exitValue());
        }
      }
    }
  }

  /** The command as people type it: with the shell's start and the JVM's. */
  private static String launcher() {
    String root = System.getProperty("ballast.root", "");
    if (root.isEmpty()) {
      throw new IllegalStateException(
          "-Dballast.root: missing (expected: the checkout; bench/run)");
    }
    return Path.of(root, "ballast").toString();
  }

  /** Builds it when it has to be: nobody waits for that in an emergency. */
  private static void build() throws IOException, InterruptedException {
    int exit = new ProcessBuilder(launcher(), "version").inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("ballast version ended with " + exit);
    }
  }

  private static double millis(long from, long to) {
    return (to - from) / 1e6;
  }

  private static boolean print(PrintStream out, Way way, List<Round> rounds) {
    double[] begun = rounds.stream().mapToDouble(Round::begun).sorted().toArray();
    double[] broken = rounds.stream().mapToDouble(Round::broken).sorted().toArray();
    double[] returned = rounds.stream().mapToDouble(Round::returned).sorted().toArray();
    int underWay = rounds.stream().mapToInt(Round::underWay).sum();
    out.printf(Locale.ROOT, "%-8s %d rounds, %d actions under way%n", way, rounds.size(), underWay);
    line(out, "the call came back", returned);
    line(out, "the last action began", begun);
    line(out, "those under way were broken off", broken);
    double limit = LIMIT.toMillis();
    return Arrays.stream(begun).allMatch(b -> b < limit)
        && Arrays.stream(broken).allMatch(b -> b < limit);
  }

  private static void line(PrintStream out, String what, double[] sorted) {
    out.printf(
        Locale.ROOT,
        "  %-34s median %7.1f  p99 %7.1f  most %7.1f%n",
        what,
        sorted[sorted.length / 2],
        sorted[Math.min(sorted.length - 1, (int) Math.ceil(0.99 * sorted.length) - 1)],
        sorted[sorted.length - 1]);
  }

  private static void delete(File file) throws IOException {
    File[] below = file.listFiles();
    if (below != null) {
      for (File one : below) {
        delete(one);
      }
    }
    Files.deleteIfExists(file.toPath());
  }
}
