// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * With a fault of every driver on at once: from the moment at which the events are sent to the
 * server that complete an SLO's breaching window until every fault is gone, seen from outside. A
 * real server, which judges everything every 10 s, and a real agent. Likewise after a person's stop
 * (CLI, UI, API) and after a file on the host. Run: {@code bench/run FaultBreach}, {@code
 * -Drounds=50} of each.
 */
public final class FaultBreachBenchmark {

  private static final int ROUNDS = Integer.getInteger("rounds", 50);
  private static final long MUST_MS = 2_000;
  private static final long LOOK_MS = 200;

  /** Between two judgements of everything, wherever that falls. */
  private static final int ANYWHERE_MS = 10_000;

  private static final int LEASE_SECONDS = 10;

  private final List<Subject> subjects;
  private final BreachServer server;
  private final Random random = new Random(1);

  private FaultBreachBenchmark(Lane lane, BreachServer server) {
    this.subjects = lane.lasting();
    this.server = server;
  }

  /** What ends faults, by the number of the round. */
  @FunctionalInterface
  private interface Ending {
    void now(int round) throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("ballast-fault-breach");
    int bad = 0;
    try (Surroundings around = new Surroundings(folder, PathParts.services(1));
        Lane lane = new Lane(0, folder, around, Parts.ALL);
        AgentProcess agent = new AgentProcess(lane);
        BreachServer server = new BreachServer(folder, lane, ROUNDS + 1)) {
      FaultBreachBenchmark benchmark = new FaultBreachBenchmark(lane, server);
      server.awaitKnown();
      System.out.printf(
          """

          | %d faults on at once, %d rounds | everything gone within 2 s | median, ms | p99, ms | most, ms | the last one, most often |
          |---|---|---|---|---|---|
          """,
          benchmark.subjects.size(), ROUNDS);
      bad += benchmark.rounds("an SLO's window breaches", ANYWHERE_MS, server::breach);
      bad += benchmark.rounds("a person stops all", LOOK_MS, _ -> server.stop("enough"));
      Path stop = lane.folder().resolve("data").resolve("STOP");
      bad +=
          benchmark.rounds("a file on the host", LOOK_MS, _ -> Files.writeString(stop, "enough"));
    }
    System.exit(bad == 0 ? 0 : 1);
  }

  private int rounds(String title, long anywhereMs, Ending ending) throws Exception {
    Series whole = new Series();
    Map<String, Integer> last = new TreeMap<>();
    boolean breaches = anywhereMs == ANYWHERE_MS;
    for (int i = 0; i < ROUNDS; i++) {
      for (Subject subject : subjects) {
        order(subject, BreachServer.slo(breaches ? i : ROUNDS));
      }
      Thread.sleep(random.nextLong(anywhereMs)); // Anywhere between two looks.
      long start = System.nanoTime();
      ending.now(i);
      Map<Subject, Double> gone = Gone.since(start, subjects);
      double most = gone.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
      whole.add(most);
      gone.forEach((subject, ms) -> last.merge(subject.title(), ms >= most ? 1 : 0, Integer::sum));
      calm();
    }
    System.out.printf(
        "| %s | %d of %d | %.0f | %.0f | %.0f | %s |%n",
        title,
        whole.atMost(MUST_MS),
        ROUNDS,
        whole.at(0.5),
        whole.at(0.99),
        whole.at(1),
        Collections.max(last.entrySet(), Map.Entry.comparingByValue()).getKey());
    return ROUNDS - (int) whole.atMost(MUST_MS);
  }

  private void order(Subject subject, String stopOn) throws Exception {
    server.order(subject, stopOn, LEASE_SECONDS);
    if (!subject.effective().call()) {
      throw new IllegalStateException(subject.title() + ": it cannot be seen");
    }
  }

  /** Until the server says the same, and new faults may be ordered. */
  private void calm() throws Exception {
    while (server.hasActive()) {
      Thread.sleep(LOOK_MS);
    }
    server.resume();
  }
}
