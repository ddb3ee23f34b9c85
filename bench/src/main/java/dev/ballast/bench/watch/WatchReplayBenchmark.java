// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.watch;

import dev.ballast.control.health.HealthSnapshot;
import dev.ballast.control.predict.Anomaly;
import dev.ballast.control.predict.WatchPolicy;
import dev.ballast.control.topology.Topology;
import dev.ballast.control.topology.TopologyReader;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Configuration;
import dev.ballast.promql.EngineOptions;
import dev.ballast.promql.Value;
import dev.ballast.promql.eval.Engine;
import dev.ballast.server.metrics.EmbeddedQuery;
import dev.ballast.server.watch.Watcher;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.store.StoreOptions;
import dev.ballast.telemetry.store.TelemetryStore;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Watches recorded runs again: each argument is the data folder of a {@code ballast demo --keep}.
 * Prints each anomaly and what the watch cost. SLOs and known trouble are left out, so what is told
 * is told without their help.
 */
public final class WatchReplayBenchmark {

  private static final PrintStream OUT = System.out;
  private static final Duration LONGEST = Duration.ofHours(3);
  private static final String ALL = "traces_spanmetrics_calls_total";

  private WatchReplayBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    for (String folder : arguments) {
      replay(Path.of(folder));
    }
  }

  private static void replay(Path folder) throws IOException {
    Instant end =
        Files.getLastModifiedTime(folder.resolve("telemetry")).toInstant().plusSeconds(120);
    InstantSource clock = InstantSource.fixed(end);
    try (TelemetryStore store =
            TelemetryStore.open(folder.resolve("telemetry"), StoreOptions.DEFAULT, clock);
        MemoryLedger ledger = new MemoryLedger(clock)) {
      MetricQuery metrics = new EmbeddedQuery(new Engine(EngineOptions.DEFAULT), store.metrics());
      List<Instant> flushes = flushes(metrics, end);
      if (flushes.isEmpty()) {
        OUT.println(folder + ": nothing recorded");
        return;
      }
      Watcher watcher = new Watcher(metrics, ledger, WatchPolicy.DEFAULT, Duration.ofSeconds(30));
      TopologyReader topologies = new TopologyReader(metrics, 60);
      HealthSnapshot health = HealthSnapshot.EMPTY;
      Map<String, Anomaly> told = new LinkedHashMap<>();
      long cpu = cpu();
      long looking = 0;
      int looks = 0;
      for (Instant at : flushes) {
        if (looks++ % 10 == 0) {
          Topology topology = topologies.read(Configuration.EMPTY, at);
          health = new HealthSnapshot(at, List.of(), List.of(), topology, List.of());
        }
        long before = cpu();
        watcher.look(at, health);
        looking += cpu() - before;
        watcher.report().anomalies().forEach(a -> told.put(a.id(), a));
      }
      Instant start = flushes.getFirst();
      OUT.printf(
          "%n%s: from %s, %d s, %d series, %.1f ms CPU a look, %.1f s in all%n",
          folder,
          start,
          Duration.between(start, flushes.getLast()).toSeconds(),
          watcher.report().census().series(),
          looking / 1e6 / Math.max(1, looks),
          (cpu() - cpu) / 1e9);
      told.values().forEach(a -> print(a, start));
    }
  }

  private static void print(Anomaly anomaly, Instant start) {
    OUT.printf(
        "  %4d s (since %4d s) %s %s: %s%n",
        Duration.between(start, anomaly.told()).toSeconds(),
        Duration.between(start, anomaly.since()).toSeconds(),
        anomaly.alert() ? "ALERT" : "     ",
        anomaly.place(),
        anomaly.text());
  }

  /** The times at which counts became samples. */
  private static List<Instant> flushes(MetricQuery metrics, Instant end) {
    List<Instant> times = new ArrayList<>();
    Value value =
        metrics
            .range("max(timestamp(" + ALL + "))", end.minus(LONGEST), end, Duration.ofSeconds(1))
            .value();
    if (value instanceof Value.Matrix(var series) && !series.isEmpty()) {
      double last = 0;
      for (double seconds : series.getFirst().values()) {
        if (seconds > last) {
          times.add(Instant.ofEpochMilli(Math.round(seconds * 1_000)));
          last = seconds;
        }
      }
    }
    return times;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
