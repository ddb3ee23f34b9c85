// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * From SIGKILL until every fault is gone, seen from outside. Each lane has targets of its own, so
 * that lanes do their rounds side by side; in a round all kinds are on at once.
 */
final class KillTable {

  private static final int MOST_TRIES = 40;
  private static final long LIMIT_MS = 2_000;

  private final Death death;
  private final Map<String, Series> millis = new LinkedHashMap<>();
  private final Map<String, String> leases = new LinkedHashMap<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger slow = new AtomicInteger();

  KillTable(Death death, Lane one) {
    this.death = death;
    for (Subject subject : watched(one)) {
      millis.put(subject.title(), new Series());
      leases.put(subject.title(), subject.lease());
    }
  }

  private List<Subject> watched(Lane lane) {
    return lane.lasting().stream().filter(death::leavesAHealer).toList();
  }

  void measure(Map<Lane, AgentProcess> lanes, int rounds) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(lanes.size())) {
      List<Future<?>> all = new ArrayList<>();
      lanes.forEach((lane, agent) -> all.add(threads.submit(() -> rounds(lane, agent, rounds))));
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  private boolean rounds(Lane lane, AgentProcess agent, int rounds) throws Exception {
    for (int i = next.getAndIncrement(); i < rounds; i = next.getAndIncrement()) {
      Map<Subject, Double> round = Map.of();
      for (int tries = 0; round.isEmpty(); tries++) {
        if (tries > MOST_TRIES) {
          throw new IllegalStateException("no controller could keep its leases");
        }
        round = round(lane, agent, "%d-%d".formatted(i, tries));
        slow.addAndGet(round.isEmpty() ? 1 : 0);
      }
      round.forEach(
          (subject, ms) -> millis.computeIfAbsent(subject.title(), _ -> new Series()).add(ms));
    }
    return true;
  }

  /** Milliseconds from the kill until each is gone; empty when not all were on at the kill. */
  private Map<Subject, Double> round(Lane lane, AgentProcess agent, String mark) throws Exception {
    List<Subject> watched = watched(lane);
    List<String> orders = new ArrayList<>();
    for (int i = 0; i < watched.size(); i++) {
      String letter = death.name().substring(0, 2).toLowerCase(Locale.ROOT);
      orders.add(watched.get(i).body("%s-%s-%d".formatted(letter, mark, i), 1));
    }
    Path file = Files.write(lane.folder().resolve("orders"), orders);
    Process controller =
        Children.java(
                FaultController.class.getName(),
                agent.address(),
                AgentProcess.TOKEN,
                file.toString())
            .redirectError(
                ProcessBuilder.Redirect.appendTo(lane.folder().resolve("controller.log").toFile()))
            .start();
    try (BufferedReader out = controller.inputReader()) {
      boolean alive = out.lines().anyMatch("alive"::equals);
      for (Subject subject : watched) {
        alive = alive && subject.effective().call();
      }
      long killed = System.nanoTime();
      controller.destroyForcibly();
      if (death != Death.CONTROLLER) {
        agent.kill(death == Death.ALL);
      }
      Map<Subject, Double> done = Gone.since(killed, watched);
      if (death != Death.CONTROLLER) {
        agent.startAgain();
      }
      return alive ? done : Map.of();
    } finally {
      controller.destroyForcibly().waitFor();
    }
  }

  /** How many faults were not gone in time. */
  int print(int rounds) {
    System.out.printf(
        """

        | SIGKILL to %s, lease 1 s | lease held by | gone within lease + 1 s | median, ms | p99, ms | most, ms |
        |---|---|---|---|---|---|
        """,
        death.who());
    int bad = 0;
    for (Map.Entry<String, Series> entry : millis.entrySet()) {
      Series one = entry.getValue();
      long good = one.atMost(LIMIT_MS);
      bad += rounds - (int) good;
      System.out.printf(
          "| %s | %s | %d of %d | %.0f | %.0f | %.0f |%n",
          entry.getKey(),
          leases.get(entry.getKey()),
          good,
          rounds,
          one.at(0.5),
          one.at(0.99),
          one.at(1));
    }
    System.out.printf("Done again, since a controller was too slow to renew: %d.%n", slow.get());
    return bad;
  }
}
