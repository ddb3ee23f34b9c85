// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.rollout;

import dev.ballast.control.gate.Gate;
import dev.ballast.control.gate.Standing;
import dev.ballast.control.rollout.controller.HookCall;
import dev.ballast.control.rollout.judge.JudgePolicy;
import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.embedded.EmbeddedLedger;
import dev.ballast.model.GatePolicy;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.promql.EngineOptions;
import dev.ballast.promql.eval.Engine;
import dev.ballast.server.metrics.EmbeddedQuery;
import dev.ballast.server.rollout.Means;
import dev.ballast.server.rollout.Rollouts;
import dev.ballast.telemetry.ingest.SampleBatch;
import dev.ballast.telemetry.store.StoreOptions;
import dev.ballast.telemetry.store.TelemetryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Many rollouts that are all due at once, on one thread: each looks at its versions, counts both
 * arms in the embedded store, asks the judge, and writes its state to the durable ledger. Argument:
 * how many; default 1,000.
 */
public final class RolloutsBenchmark {

  private static final int INTERVAL = 10;
  private static final int CHECKS = 30;
  private static final int WARM_UP = 6;

  private final Map<String, Service> services = new TreeMap<>();
  private Instant now = Instant.parse("2026-03-04T00:00:00Z");
  private final InstantSource clock = () -> now;

  private RolloutsBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    int many = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
    Path folder = Files.createTempDirectory("ballast-rollouts-bench");
    try {
      new RolloutsBenchmark().run(folder, many);
    } finally {
      delete(folder);
    }
  }

  private void run(Path folder, int many) {
    try (TelemetryStore store =
            TelemetryStore.open(folder.resolve("telemetry"), StoreOptions.DEFAULT, clock);
        Ledger ledger = EmbeddedLedger.open(folder.resolve("ledger"), clock)) {
      Rollouts rollouts = new Rollouts(means(store, ledger));
      for (int i = 0; i < many; i++) {
        String name = "service-" + i;
        services.put(name, new Service(name));
        rollouts.apply(name, canary(name), false, "bench");
      }
      pass(store, rollouts, 5 * INTERVAL);
      services.values().forEach(Service::deploy);
      pass(store, rollouts, WARM_UP * INTERVAL);
      double[] cpu = new double[CHECKS];
      double[] wall = new double[CHECKS];
      for (int check = 0; check < CHECKS; check++) {
        traffic(store, INTERVAL);
        long cpuStart = threadCpu();
        long start = System.nanoTime();
        rollouts.tick();
        wall[check] = (System.nanoTime() - start) / 1e9;
        cpu[check] = (threadCpu() - cpuStart) / 1e9;
      }
      Arrays.sort(cpu);
      Arrays.sort(wall);
      System.out.printf(
          "%d rollouts, all due at once, one thread: tick %.3f s of CPU (median of %d; most %.3f), %.3f s with the disk (most %.3f)%n",
          many, cpu[CHECKS / 2], CHECKS, cpu[CHECKS - 1], wall[CHECKS / 2], wall[CHECKS - 1]);
      System.out.println("phases at the end: " + phases(rollouts));
    }
  }

  private static Map<String, Integer> phases(Rollouts rollouts) {
    Map<String, Integer> phases = new TreeMap<>();
    rollouts
        .all()
        .forEach(view -> phases.merge(view.rollout().state().phase().word(), 1, Integer::sum));
    return phases;
  }

  private void pass(TelemetryStore store, Rollouts rollouts, int seconds) {
    for (int i = 0; i < seconds; i++) {
      traffic(store, 1);
      rollouts.tick();
    }
  }

  private void traffic(TelemetryStore store, int seconds) {
    now = now.plusSeconds(seconds);
    SampleBatch batch = new SampleBatch(4 * services.size());
    services.values().forEach(service -> service.pass(seconds, now.toEpochMilli(), batch));
    store.append(batch);
  }

  private Means means(TelemetryStore store, Ledger ledger) {
    return new Means(
        (canary, lease) -> Objects.requireNonNull(services.get(canary.service())),
        new EmbeddedQuery(new Engine(EngineOptions.DEFAULT), store.metrics()),
        call -> new HookCall.Answer(true, ""),
        (service, change) ->
            new Gate(GatePolicy.DEFAULT)
                .decide(service, List.of(), change, new Standing.Unknown(), now),
        (service, weights, policy, history) -> Optional.empty(),
        ledger,
        QueryChecker.NONE,
        Runnable::run,
        JudgePolicy.DEFAULT,
        Duration.ofMillis(500),
        clock);
  }

  private static String canary(String name) {
    return """
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: {name: %s, namespace: bench}
    spec:
      provider: ballast
      targetRef: {apiVersion: apps/v1, kind: Deployment, name: %s}
      service: {port: 80}
      stages:
        - {weight: 10, duration: 60m}
      analysis: {interval: %ds, threshold: 5}
    """
        .formatted(name, name, INTERVAL);
  }

  private static long threadCpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = new ArrayList<>(all.sorted(Comparator.reverseOrder()).toList());
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
