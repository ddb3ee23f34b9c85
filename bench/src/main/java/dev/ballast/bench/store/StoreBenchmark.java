// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.store;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Matcher;
import dev.ballast.promql.SampleBuffer;
import dev.ballast.promql.StoredSeries;
import dev.ballast.telemetry.ingest.SampleBatch;
import dev.ballast.telemetry.query.Span;
import dev.ballast.telemetry.store.StoreOptions;
import dev.ballast.telemetry.store.StoreStats;
import dev.ballast.telemetry.store.TelemetryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ingest with durable log and index on, bytes per sample, heap per active series, spans, restart.
 * Arguments: parts to run, of {@code ingest spans restart heap}; all without. Run with {@code
 * -Xmx2g} and the native-access flag. Rates are per second of this process's CPU.
 */
public final class StoreBenchmark {

  private static final int SERIES = 20_000;
  private static final int ROUNDS = 500;
  private static final long SAMPLES = (long) SERIES * ROUNDS;
  private static final int SENDERS = Integer.getInteger("senders", 8);
  private static final int BATCH = Integer.getInteger("batch", 2_000);
  private static final int JITTER = Integer.getInteger("jitter", 100);
  private static final long START = Instant.parse("2026-03-04T00:00:00Z").toEpochMilli();

  private final Map<String, Double> results = new TreeMap<>();
  private long now = START;
  private final InstantSource clock = () -> Instant.ofEpochMilli(now);

  private StoreBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    List<String> parts =
        arguments.length > 0 ? List.of(arguments) : List.of("ingest", "spans", "restart", "heap");
    StoreBenchmark benchmark = new StoreBenchmark();
    for (String part : parts) {
      Path folder = Files.createTempDirectory("ballast-store-bench");
      try {
        benchmark.run(part, folder);
      } finally {
        delete(folder);
      }
    }
    benchmark.results.forEach((name, value) -> System.out.printf("%-58s %,14.3f%n", name, value));
  }

  private void run(String part, Path folder) throws IOException {
    switch (part) {
      case "ingest" -> {
        ingest("warm-up", folder.resolve("w"), false);
        results.clear();
        for (int round = 0; round < 3; round++) {
          ingest("ingest, labels kept by the sender", folder.resolve("a" + round), true);
          ingest("ingest, new label objects each time", folder.resolve("b" + round), false);
        }
      }
      case "heap" -> heap(folder, 200_000, 480);
      case "spans" -> spans(folder);
      case "restart" -> restart(folder, 200_000, 60);
      default -> throw new IllegalArgumentException(part);
    }
  }

  private void ingest(String what, Path folder, boolean keep) throws IOException {
    Labels[] labels = new Labels[SERIES];
    for (int i = 0; i < SERIES; i++) {
      labels[i] = MixedSeries.labels(i);
    }
    Labels[] kept = keep ? labels : null;
    Meter making = new Meter();
    feed(kept, batch -> {});
    double generator = making.cpuSeconds();
    result("generator: samples per CPU second", SAMPLES / generator);
    now = START + ROUNDS * (long) MixedSeries.STEP_MILLIS;
    TelemetryStore store = TelemetryStore.open(folder, StoreOptions.DEFAULT, clock);
    Meter meter = new Meter();
    feed(kept, batch -> append(store, batch));
    double cpu = meter.cpuSeconds() - generator;
    result(what + ": samples per CPU second", SAMPLES / cpu);
    result(what + ": samples per second", SAMPLES / meter.wallSeconds());
    StoreStats stats = store.stats(0);
    result(what + ": log bytes per sample", (double) stats.logBytesOnDisk() / SAMPLES);
    readBack(what, store);
    Meter closing = new Meter();
    store.close();
    result(what + ": samples per CPU second with close", SAMPLES / (cpu + closing.cpuSeconds()));
    result(what + ": bytes per sample after close", (double) blockBytes(folder) / SAMPLES);
    TelemetryStore again = TelemetryStore.open(folder, StoreOptions.DEFAULT, clock);
    again.compact();
    again.close();
    result(what + ": bytes per sample merged", (double) blockBytes(folder) / SAMPLES);
  }

  /** As many senders as a fleet has agents, each with its own share of the series. */
  private static void feed(Labels @Nullable [] kept, Consumer<SampleBatch> sink) {
    try (ExecutorService senders =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      for (int sender = 0; sender < SENDERS; sender++) {
        int first = sender * (SERIES / SENDERS);
        senders.execute(
            () -> {
              MixedSeries source = new MixedSeries(first, SERIES / SENDERS, JITTER);
              for (int round = 0; round < ROUNDS; round++) {
                round(source, round, kept, sink);
              }
            });
      }
    }
  }

  private static void round(
      MixedSeries source, int round, Labels @Nullable [] kept, Consumer<SampleBatch> sink) {
    for (int from = 0; from < source.size(); from += BATCH) {
      int to = Math.min(source.size(), from + BATCH);
      SampleBatch batch = new SampleBatch(BATCH);
      for (int i = from; i < to; i++) {
        int id = source.first() + i;
        Labels one = kept == null ? MixedSeries.labels(id) : kept[id];
        batch.add(one, START + source.time(round), source.next(i));
      }
      sink.accept(batch);
    }
  }

  private static void append(TelemetryStore store, SampleBatch batch) {
    int accepted = store.append(batch).accepted();
    if (accepted != batch.size()) {
      throw new IllegalStateException("accepted " + accepted + " of " + batch.size());
    }
  }

  private void readBack(String what, TelemetryStore store) {
    List<Matcher> all = List.of(new Matcher(Matcher.Type.MATCHES, Labels.NAME, "http_metric_.*"));
    for (int warm = 0; warm < 3; warm++) {
      Meter meter = new Meter();
      SampleBuffer buffer = new SampleBuffer();
      long read = 0;
      for (StoredSeries one : store.metrics().select(all, now - 7_200_000, now)) {
        buffer.clear();
        one.read(now - 7_200_000, now, buffer);
        read += buffer.size();
      }
      result(what + ": samples of the last 2 h read per CPU second", read / meter.cpuSeconds());
      if (read < SERIES * 479L) {
        throw new IllegalStateException("read " + read);
      }
    }
  }

  private void heap(Path folder, int series, int rounds) throws IOException {
    MixedSeries source = new MixedSeries(0, series, JITTER);
    now = START + rounds * (long) MixedSeries.STEP_MILLIS;
    TelemetryStore store = TelemetryStore.open(folder, StoreOptions.DEFAULT, clock);
    long before = Meter.heap();
    for (int round = 0; round < rounds; round++) {
      round(source, round, null, batch -> append(store, batch));
      if (round == 0 || round == 119 || round == rounds - 1) {
        double bytes = (double) (Meter.heap() - before) / series;
        result("heap bytes per active series, %3d samples".formatted(round + 1), bytes);
      }
    }
    result("chunk bytes per active series", (double) store.stats(0).chunkBytesInMemory() / series);
    store.close();
  }

  private void spans(Path folder) {
    int batches = 400;
    int size = 500;
    now = START;
    TelemetryStore store = TelemetryStore.open(folder, StoreOptions.DEFAULT, clock);
    for (int phase = 0; phase < 2; phase++) {
      double generator = 0;
      Meter meter = new Meter();
      for (int b = 0; b < batches; b++) {
        Meter making = new Meter();
        List<Span> batch = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          batch.add(span(phase, b * size + i));
        }
        generator += making.cpuSeconds();
        store.spanSink().append(batch);
      }
      double cpu = meter.cpuSeconds() - generator;
      result("spans per CPU second", batches * size / cpu);
      result("spans per second", batches * size / meter.wallSeconds());
    }
    store.close();
  }

  private static Span span(int phase, int i) {
    long start = (START - 3_600_000) * 1_000_000 + i * 1_000_000L;
    return new Span(
        String.format("%016x%016x", phase + 1L, i / 8L * 0x9e3779b97f4a7c15L),
        String.format("%016x", i + 1L),
        i % 8 == 0 ? "" : String.format("%016x", (long) i),
        "service-" + i % 8,
        "GET /api/v1/resource/{id}",
        Span.Kind.SERVER,
        Span.Status.OK,
        "",
        start,
        start + 3_000_000 + i % 1000,
        Map.of(
            "service.name",
            "service-" + i % 8,
            "cloud.region",
            "us-east",
            "service.version",
            "v2.3.1",
            "host.name",
            "host-" + i % 5),
        Map.of(
            "http.request.method",
            "GET",
            "url.path",
            "/api/v1/resource/" + i,
            "http.response.status_code",
            "200",
            "server.address",
            "10.0.0." + i % 250));
  }

  private void restart(Path folder, int series, int rounds) throws IOException {
    MixedSeries source = new MixedSeries(0, series, JITTER);
    now = START + rounds * (long) MixedSeries.STEP_MILLIS;
    Path live = folder.resolve("live");
    TelemetryStore store =
        TelemetryStore.open(live, StoreOptions.DEFAULT.withCheckpointBytes(1L << 40), clock);
    for (int round = 0; round < rounds; round++) {
      round(source, round, null, batch -> append(store, batch));
    }
    Path crashed = folder.resolve("crashed");
    copy(live, crashed);
    store.close();
    open("restart after a crash, %,d samples in the log".formatted(series * rounds), crashed);
    open("restart after a stop, %,d series".formatted(series), live);
  }

  private void open(String what, Path folder) {
    Meter meter = new Meter();
    TelemetryStore store = TelemetryStore.open(folder, StoreOptions.DEFAULT, clock);
    result(what + ": seconds", meter.wallSeconds());
    result(what + ": CPU seconds", meter.cpuSeconds());
    if (store.stats(0).series() == 0 || !store.damage().isEmpty()) {
      throw new IllegalStateException("" + store.damage());
    }
    store.close();
  }

  private void result(String name, double value) {
    // Of several rounds the best: what disturbs a round does not belong to the store.
    results.merge(name, value, Math::max);
  }

  private static long blockBytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("blocks"))) {
      return files
          .filter(file -> file.toString().endsWith(".sst"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
