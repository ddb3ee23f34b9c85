// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.check;

import dev.ballast.stats.consistency.Budget;
import dev.ballast.stats.consistency.Linearizability;
import dev.ballast.stats.consistency.Models;
import dev.ballast.stats.consistency.Operation;
import dev.ballast.stats.consistency.Verdict;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Checks made-up histories of CAS registers: valid ones, and the same with one answer changed to a
 * value that nobody wrote. From the list of operations to the verdict, sorting included. Arguments:
 * rounds, of which the middle and the best one are printed, by the clock and by the CPU of the
 * checking thread (others may use the cores); seed. Default 15, 1.
 */
public final class LinearizeBenchmark {

  private static final PrintStream OUT = System.out;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private LinearizeBenchmark() {}

  public static void main(String[] arguments) {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    measure("1,000 keys x 50 operations, 5 clients", 1_000, 50, 5, rounds, seed);
    measure("100 keys x 500 operations, 5 clients", 100, 500, 5, rounds, seed);
    measure("1 key x 100,000 operations, 5 clients", 1, 100_000, 5, rounds, seed);
    measure("200 keys x 500 operations, 5 clients", 200, 500, 5, rounds, seed);
    measure("1,000 keys x 1,000 operations, 5 clients", 1_000, 1_000, 5, rounds, seed);
    measure("100 keys x 100 operations, 8 clients", 100, 100, 8, rounds, seed);
    measure("100 keys x 400 operations, 20 clients", 100, 400, 20, rounds, seed);
  }

  private static void measure(String what, int keys, int size, int clients, int rounds, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Operation> valid = new ArrayList<>();
    for (int key = 0; key < keys; key++) {
      valid.addAll(history("k" + key, size, clients, random));
    }
    List<Operation> wrong = spoilt(valid, random);
    time(what, valid, rounds);
    time(what + ", one answer wrong", wrong, rounds);
  }

  private static void time(String what, List<Operation> history, int rounds) {
    double[] seconds = new double[rounds];
    double[] cpu = new double[rounds];
    Verdict verdict = null;
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      long work = THREADS.getCurrentThreadCpuTime();
      verdict =
          new Linearizability(Models.named("cas-register").orElseThrow(), Budget.DEFAULT)
              .check(history);
      seconds[i] = (System.nanoTime() - start) / 1e9;
      cpu[i] = (THREADS.getCurrentThreadCpuTime() - work) / 1e9;
    }
    Arrays.sort(seconds);
    Arrays.sort(cpu);
    OUT.printf(
        "%-58s %-12s wall %6.3f s, at best %6.3f; CPU %6.3f s = %5.2f M/s, at best %5.2f M/s%n",
        what,
        verdict == null ? "-" : verdict.getClass().getSimpleName(),
        seconds[rounds / 2],
        seconds[0],
        cpu[rounds / 2],
        history.size() / cpu[rounds / 2] / 1e6,
        history.size() / cpu[0] / 1e6);
  }

  /** The first read after the middle of the history answers what nobody wrote. */
  private static List<Operation> spoilt(List<Operation> history, RandomGenerator random) {
    List<Operation> wrong = new ArrayList<>(history);
    int at = history.size() / 2 + random.nextInt(10);
    while (!wrong.get(at).name().equals("read")) {
      at++;
    }
    Operation o = wrong.get(at);
    wrong.set(
        at,
        new Operation(
            o.number(), o.process(), o.key(), "read", "null", "-1", o.start(), o.end(), true));
    return wrong;
  }

  /** What clients of one register that works see, each busy all the time. */
  private static List<Operation> history(
      String key, int size, int clients, RandomGenerator random) {
    List<Operation> history = new ArrayList<>();
    long[] free = new long[clients];
    int value = -1;
    long now = 0;
    for (int i = 0; i < size; i++) {
      int client = 0;
      for (int other = 1; other < clients; other++) {
        client = free[other] < free[client] ? other : client;
      }
      now = Math.max(now, free[client]) + 1 + random.nextInt(20);
      long start = free[client] + 1;
      long end = now + random.nextInt(100);
      free[client] = end;
      int drawn = random.nextInt(5);
      int expected = random.nextInt(5);
      String held = value < 0 ? "null" : String.valueOf(value);
      boolean hit = expected == value;
      Object[] asked =
          switch (random.nextInt(3)) {
            case 0 -> new Object[] {"read", "null", held, value};
            case 1 -> new Object[] {"write", String.valueOf(drawn), "null", drawn};
            default ->
                new Object[] {
                  "cas",
                  "[" + expected + "," + drawn + "]",
                  String.valueOf(hit),
                  hit ? drawn : value
                };
          };
      value = (Integer) asked[3];
      history.add(
          new Operation(
              i,
              "c" + client,
              key,
              (String) asked[0],
              (String) asked[1],
              (String) asked[2],
              start,
              end,
              true));
    }
    return history;
  }
}
