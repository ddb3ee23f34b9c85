// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import dev.ballast.connect.fault.AgentHost;
import dev.ballast.control.chaos.FaultRequest;
import dev.ballast.control.chaos.Injection;
import dev.ballast.control.chaos.Standing;
import dev.ballast.control.chaos.TargetSelector;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.SloName;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.server.faults.FaultRoom;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * From the judgement that an SLO burns until every fault is gone, by the server's own desk, which
 * looks every 0.2 s, and a real agent, with a fault of every driver on at once; likewise after a
 * person's stop at the desk (CLI, UI, API) and after a file on the host. Run: {@code bench/run
 * FaultBreach}, {@code -Drounds=50} of each.
 */
public final class FaultBreachBenchmark {

  private static final int ROUNDS = Integer.getInteger("rounds", 50);
  private static final long MUST_MS = 2_000;
  private static final long LOOK_MS = 200;
  private static final SloName SLO = new SloName("bench");
  private static final Duration LEASE = Duration.ofSeconds(10);

  private final List<Subject> subjects;
  private final AtomicBoolean burning = new AtomicBoolean();
  private final Random random = new Random(1);
  private final FaultRoom room;

  private FaultBreachBenchmark(Lane lane, AgentHost host) {
    this.subjects = lane.lasting();
    this.room =
        new FaultRoom(
            () -> List.of(host),
            (on, stopped) -> new Standing(List.of(slo()), on, stopped),
            new MemoryLedger(InstantSource.system()),
            InstantSource.system(),
            random);
  }

  /** What ends faults. */
  @FunctionalInterface
  private interface Ending {
    void now() throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("ballast-fault-breach");
    int bad = 0;
    try (Surroundings around = new Surroundings(folder, PathParts.services(1));
        Lane lane = new Lane(0, folder, around, Parts.ALL);
        AgentProcess agent = new AgentProcess(lane);
        AgentHost host =
            new AgentHost("bench-0", URI.create(agent.address()), () -> AgentProcess.TOKEN);
        ScheduledExecutorService loop = Executors.newScheduledThreadPool(1)) {
      FaultBreachBenchmark benchmark = new FaultBreachBenchmark(lane, host);
      var _ =
          loop.scheduleAtFixedRate(benchmark.room::tick, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
      System.out.printf(
          """

          | %d faults on at once, %d rounds | everything gone within 2 s | median, ms | p99, ms | most, ms | the last one, most often |
          |---|---|---|---|---|---|
          """,
          benchmark.subjects.size(), ROUNDS);
      bad += benchmark.rounds("an SLO is judged to burn", () -> benchmark.burning.set(true));
      bad += benchmark.rounds("a person stops all", () -> benchmark.room.stop("bench", "enough"));
      Path stop = lane.folder().resolve("data").resolve("STOP");
      bad += benchmark.rounds("a file on the host", () -> Files.writeString(stop, "enough"));
      loop.shutdownNow();
      benchmark.room.close();
    }
    System.exit(bad == 0 ? 0 : 1);
  }

  private Standing.Objective slo() {
    return new Standing.Objective(
        SLO.value(), "bench", true, burning.get(), 0.9, 0.001, Duration.ofDays(28), "it burns");
  }

  private int rounds(String title, Ending ending) throws Exception {
    Series whole = new Series();
    Map<String, Integer> last = new TreeMap<>();
    for (int i = 0; i < ROUNDS; i++) {
      for (Subject subject : subjects) {
        order(subject);
      }
      Thread.sleep(random.nextLong(LOOK_MS)); // Anywhere between two looks.
      long start = System.nanoTime();
      ending.now();
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

  private void order(Subject subject) throws Exception {
    FaultRequest request =
        FaultRequest.of(
                "bench",
                subject.kind(),
                subject.parameters(),
                TargetSelector.ofNames(List.of(subject.target())))
            .by("bench", "to see it end")
            .within(
                FaultRequest.Bounds.CAREFUL.withTargets(1, new Ratio(1)).withStopOn(Set.of(SLO)))
            .lasting(LEASE, Duration.ofMinutes(5));
    Injection done = room.inject(request);
    if (done.state() != Injection.State.ACTIVE || !subject.effective().call()) {
      throw new IllegalStateException(subject.title() + ": " + done.state() + " " + done.ended());
    }
  }

  /** Until the desk says the same, and new faults may be ordered. */
  private void calm() throws InterruptedException {
    burning.set(false);
    while (room.list().stream().anyMatch(i -> i.state() == Injection.State.ACTIVE)) {
      Thread.sleep(LOOK_MS);
    }
    room.resume("bench");
  }
}
