// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.regions;

import dev.ballast.stats.consistency.Budget;
import dev.ballast.stats.consistency.Linearizability;
import dev.ballast.stats.consistency.Models;
import dev.ballast.stats.consistency.Operation;
import dev.ballast.stats.consistency.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Three voters, each a process in a network namespace of its own, 75 ms apart one way, with clients
 * beside each that read and replace; one after the other they are killed, cut off, or cut off one
 * way, the leader as often as not. Then the whole history is judged. Where namespaces are not
 * allowed, it says so, and voters on loopback are only killed. Arguments: operations (default
 * 100000), faults (50), clients of each voter (60), keys (600), seed (1).
 */
public final class RatisBenchmark {

  private static final PrintStream OUT = System.out;
  private static final List<String> NAMES = List.of("us-east", "eu-west", "ap-south");
  private static final int PORT = 27710;

  private final int clients;
  private final int keys;
  private final SplittableRandom random;
  private final Path folder;
  private final Wan wan;
  private final History history = new History();
  private final Child[] voters = new Child[NAMES.size()];
  private final long[] leadsSince = new long[NAMES.size()];
  private final List<long[]> leaderLosses = new ArrayList<>();
  private int starts;

  private RatisBenchmark(int clients, int keys, long seed, Path folder, Wan wan) {
    this.clients = clients;
    this.keys = keys;
    this.random = new SplittableRandom(seed);
    this.folder = folder;
    this.wan = wan;
  }

  public static void main(String[] arguments) throws Exception {
    int operations = argument(arguments, 0, 100_000);
    int faults = argument(arguments, 1, 50);
    int clients = argument(arguments, 2, 60);
    int keys = argument(arguments, 3, 600);
    int seed = argument(arguments, 4, 1);
    Path folder = Files.createTempDirectory("ratis-bench");
    try (Wan wan = new Wan(NAMES.size(), Duration.ofMillis(75))) {
      OUT.println(
          "three processes in network namespaces, 150 ms round trip in user space (TUN), seed "
              + seed);
      new RatisBenchmark(clients, keys, seed, folder, wan).run(operations, faults);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private static int argument(String[] arguments, int index, int standard) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : standard;
  }

  private void run(int operations, int faults) throws Exception {
    long began = System.nanoTime();
    for (int i = 0; i < voters.length; i++) {
      start(i);
    }
    awaitLeader();
    int[] kinds = new int[3];
    try {
      for (int fault = 0; fault < faults || history.size() < operations; fault++) {
        Thread.sleep(2500 + random.nextInt(1000));
        int kind = fault < faults ? fault % 3 : 3;
        if (kind < 3) {
          kinds[kind]++;
          fault(kind);
        }
      }
      Thread.sleep(4000);
    } finally {
      for (Child voter : voters) {
        voter.close();
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    OUT.printf(
        "%d kills, %d cuts, %d one-way cuts, %d of them of the leader, in %.0f s%n",
        kinds[0], kinds[1], kinds[2], leaderLosses.size(), seconds);
    judge(seconds);
  }

  /** Something bad for a while, half of the time to the leader. */
  private void fault(int kind) throws Exception {
    int leader = leader();
    int victim = leader >= 0 && random.nextBoolean() ? leader : random.nextInt(voters.length);
    long at = System.nanoTime();
    if (victim == leader) {
      leaderLosses.add(new long[] {at, victim});
    }
    switch (kind) {
      case 0 -> {
        voters[victim].kill();
        stopsLeading(victim);
        Thread.sleep(3000);
        start(victim);
      }
      default -> {
        for (int other = 0; other < voters.length; other++) {
          if (other != victim) {
            wan.cut(victim, other);
            if (kind == 1) {
              wan.cut(other, victim);
            }
          }
        }
        Thread.sleep(4000);
        wan.mend();
      }
    }
  }

  private void start(int index) throws IOException {
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      addresses.add(NAMES.get(i) + "=" + Wan.address(i) + ":" + PORT);
    }
    long first = ++starts * 1_000_000_000L;
    voters[index] =
        new Child(
            wan.in(index),
            RatisVoter.class,
            List.of(
                NAMES.get(index),
                String.join(",", addresses),
                folder.resolve(NAMES.get(index)).toString(),
                Wan.address(index),
                Integer.toString(clients),
                Integer.toString(keys),
                Long.toString(first),
                Integer.toString(random.nextInt(1 << 30))),
            this::heard);
  }

  private void heard(String line) {
    if (!history.take(line)) {
      String[] words = line.split(" ", -1);
      int index = words.length == 3 ? NAMES.indexOf(words[1]) : -1;
      if (index >= 0) {
        synchronized (leadsSince) {
          leadsSince[index] = words[0].equals("leads") ? Long.parseLong(words[2]) : 0;
        }
      }
    }
  }

  private void stopsLeading(int index) {
    synchronized (leadsSince) {
      leadsSince[index] = 0;
    }
  }

  /** The one that began last; -1 when nobody does. */
  private int leader() {
    synchronized (leadsSince) {
      int leader = -1;
      for (int i = 0; i < leadsSince.length; i++) {
        if (leadsSince[i] != 0 && (leader < 0 || leadsSince[i] > leadsSince[leader])) {
          leader = i;
        }
      }
      return leader;
    }
  }

  private void awaitLeader() throws InterruptedException {
    for (int i = 0; leader() < 0; i++) {
      if (i > 600) {
        throw new IllegalStateException("no leader within a minute");
      }
      Thread.sleep(100);
    }
  }

  private void judge(double seconds) {
    List<Operation> operations = history.operations();
    long unanswered = operations.stream().filter(one -> !one.answered()).count();
    OUT.printf(
        "%d operations (%.0f/s), %d of them without an answer, on %d keys%n",
        operations.size(), operations.size() / seconds, unanswered, keys);
    latency(operations, "read");
    latency(operations, "cas");
    double[] gaps =
        leaderLosses.stream().mapToDouble(loss -> gap(operations, loss)).sorted().toArray();
    if (gaps.length > 0) {
      OUT.printf(
          "next acknowledged write after leader loss: median %.2f s, max %.2f s of %d%n",
          gaps[gaps.length / 2], gaps[gaps.length - 1], gaps.length);
      OUT.println(
          "  all: "
              + Arrays.toString(
                  Arrays.stream(gaps).map(g -> Math.round(g * 100) / 100.0).toArray()));
    }
    long start = System.nanoTime();
    Verdict verdict =
        new Linearizability(Models.named("cas-register").orElseThrow(), Budget.DEFAULT)
            .check(operations);
    String answer =
        switch (verdict) {
          case Verdict.Linearizable _ -> "linearizable: 0 lost, 0 stale";
          case Verdict.Violation violation -> "VIOLATION: " + violation.examples();
          case Verdict.Unknown unknown -> "UNKNOWN: " + unknown.gaps();
        };
    OUT.printf("%s (judged in %.1f s)%n", answer, (System.nanoTime() - start) / 1e9);
  }

  private static void latency(List<Operation> operations, String name) {
    double[] millis =
        operations.stream()
            .filter(one -> one.answered() && one.name().equals(name))
            .mapToDouble(one -> (one.end() - one.start()) / 1e6)
            .sorted()
            .toArray();
    if (millis.length > 0) {
      OUT.printf(
          "%s: p50 %.0f ms, p90 %.0f ms, p99 %.0f ms%n",
          name,
          millis[millis.length / 2],
          millis[millis.length * 9 / 10],
          millis[millis.length * 99 / 100]);
    }
  }

  /** From the loss to the first answer to a write that was asked after it, elsewhere. */
  private static double gap(List<Operation> operations, long[] loss) {
    String lost = NAMES.get((int) loss[1]);
    return operations.stream()
        .filter(Operation::answered)
        .filter(one -> one.name().equals("cas") && one.result().equals("true"))
        .filter(one -> one.start() > loss[0] && !one.process().startsWith(lost))
        .mapToLong(Operation::end)
        .min()
        .stream()
        .mapToDouble(end -> (end - loss[0]) / 1e9)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
