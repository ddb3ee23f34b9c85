// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.sun.management.OperatingSystemMXBean;
import dev.ballast.telemetry.ingest.Appended;
import dev.ballast.telemetry.ingest.LogSink;
import dev.ballast.telemetry.ingest.SampleSink;
import dev.ballast.telemetry.ingest.SpanSink;
import dev.ballast.telemetry.logline.LogLines;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.otlp.Encoding;
import dev.ballast.telemetry.otlp.OtlpLimits;
import dev.ballast.telemetry.otlp.OtlpReceiver;
import dev.ballast.telemetry.otlp.Receipt;
import dev.ballast.telemetry.redact.GuardedLogs;
import dev.ballast.telemetry.redact.GuardedSpans;
import dev.ballast.telemetry.redact.Pseudonyms;
import dev.ballast.telemetry.redact.Redaction;
import dev.ballast.telemetry.spanmetrics.RedLimits;
import dev.ballast.telemetry.spanmetrics.RedMetrics;
import dev.ballast.telemetry.store.StoreOptions;
import dev.ballast.telemetry.store.TelemetryStore;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * OTLP requests per second of this process' CPU time, compiler and collector included: decoding,
 * translation and span metrics, into a sink that only counts and into the embedded store. Argument:
 * CPU seconds for each line (default 5), after half as many to warm up.
 */
public final class OtlpBenchmark {

  private static final long START_NANOS =
      Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() * 1_000_000_000;
  private static final long STEP_NANOS = 15_000_000_000L;
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final int TURNS = 5;

  private final long seconds;
  private final AtomicLong nowNanos = new AtomicLong(START_NANOS);

  /** Sends one request of a round and says how many items were taken. */
  @FunctionalInterface
  private interface Sender {
    long send(int process, int round);
  }

  /** What is measured, and how much it did so far. */
  private static final class Line {
    final String what;
    final Sender sender;
    long items;
    double cpuSeconds;
    double seconds;

    Line(String what, Sender sender) {
      this.what = what;
      this.sender = sender;
    }
  }

  private OtlpBenchmark(long seconds) {
    this.seconds = seconds;
  }

  public static void main(String[] arguments) throws IOException {
    long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 5;
    new OtlpBenchmark(seconds).run();
  }

  private void run() throws IOException {
    SampleSink samples = batch -> Appended.all(batch.size());
    SpanSink spans = batch -> Appended.all(batch.size());
    System.out.printf("%-56s %12s %12s%n", "", "per CPU-s", "per second");
    OtlpReceiver counting = receiver(samples, spans, red(samples));
    measure("gauges and counters, samples", numbers(counting));
    measure("histograms, samples", histograms(counting));
    measure("gauges and counters as gRPC messages, samples", numbersAsMessages(counting));
    RedMetrics red = red(samples);
    RedMetrics guardedRed = red(samples);
    inTurns(
        new Line("spans with RED and edges, spans", spans(receiver(samples, spans, red), red)),
        new Line(
            "the same redacted, spans",
            spans(receiver(samples, guardedSpans(spans), guardedRed), guardedRed)));
    RedMetrics grpcRed = red(samples);
    measure(
        "the same as gRPC messages, spans",
        spansAsMessages(receiver(samples, spans, grpcRed), grpcRed));
    LogSink plain = batch -> Appended.all(batch.size());
    inTurns(
        new Line("logs, records", logs(receiver(samples, spans, plain, red))),
        new Line("logs redacted, records", logs(receiver(samples, spans, guarded(plain), red))));
    measure("ECS lines redacted, records", lines(guarded(plain)));
    Path folder = Files.createTempDirectory("ballast-otlp-bench");
    try {
      intoStore(folder);
    } finally {
      delete(folder);
    }
  }

  private void intoStore(Path folder) throws IOException {
    nowNanos.set(START_NANOS);
    try (TelemetryStore store =
        TelemetryStore.open(folder, StoreOptions.DEFAULT, () -> instant(nowNanos.get()))) {
      RedMetrics red = red(store);
      OtlpReceiver receiver = receiver(store, store.spanSink(), red);
      measure("gauges and counters into the store, samples", numbers(receiver));
      measure("histograms into the store, samples", histograms(receiver));
      RedMetrics guardedRed = red(store);
      inTurns(
          new Line("spans with RED and edges into the store, spans", spans(receiver, red)),
          new Line(
              "spans redacted with RED and edges into the store, spans",
              spans(receiver(store, guardedSpans(store.spanSink()), guardedRed), guardedRed)));
      LogSink guarded = guarded(store.logSink());
      measure(
          "logs redacted into the store, records",
          logs(receiver(store, store.spanSink(), guarded, red)));
      measure("ECS lines redacted into the store, records", lines(guarded));
    }
  }

  private Sender numbers(OtlpReceiver receiver) {
    List<Encoded> bodies = encoded(p -> OtlpBodies.numbers(p, START_NANOS).toByteArray());
    return (process, round) ->
        taken(receiver.metrics(bodies.get(process).at(nowNanos.get()), Encoding.PROTOBUF));
  }

  private Sender histograms(OtlpReceiver receiver) {
    List<Encoded> bodies = encoded(p -> OtlpBodies.histograms(p, START_NANOS).toByteArray());
    return (process, round) ->
        taken(receiver.metrics(bodies.get(process).at(nowNanos.get()), Encoding.PROTOBUF));
  }

  /** As gRPC servers do it: generated code makes messages of the bytes first. */
  private Sender numbersAsMessages(OtlpReceiver receiver) {
    List<Encoded> bodies = encoded(p -> OtlpBodies.numbers(p, START_NANOS).toByteArray());
    return (process, round) ->
        taken(
            receiver.metrics(
                parsed(
                    ExportMetricsServiceRequest.parser(), bodies.get(process).at(nowNanos.get()))));
  }

  private Sender spans(OtlpReceiver receiver, RedMetrics red) {
    List<byte[]> bodies = spanBodies();
    return (process, round) -> {
      if (process == 0) {
        red.flush(instant(nowNanos.get()));
      }
      return taken(receiver.traces(bodies.get(process), Encoding.PROTOBUF));
    };
  }

  private Sender spansAsMessages(OtlpReceiver receiver, RedMetrics red) {
    List<byte[]> bodies = spanBodies();
    return (process, round) -> {
      if (process == 0) {
        red.flush(instant(nowNanos.get()));
      }
      return taken(
          receiver.traces(parsed(ExportTraceServiceRequest.parser(), bodies.get(process))));
    };
  }

  private Sender logs(OtlpReceiver receiver) {
    List<Encoded> bodies = encoded(p -> OtlpBodies.logs(p, START_NANOS).toByteArray());
    return (process, round) ->
        taken(receiver.logs(bodies.get(process).at(nowNanos.get()), Encoding.PROTOBUF));
  }

  private Sender lines(LogSink sink) {
    List<byte[]> bodies = new ArrayList<>();
    for (int process = 0; process < OtlpBodies.PROCESSES; process++) {
      bodies.add(OtlpBodies.lines(process, instant(nowNanos.get()).toString()));
    }
    LogLines.Sender nobody = new LogLines.Sender("nobody", "");
    return (process, round) ->
        sink.append(LogLines.read(bodies.get(process), nobody, nowNanos.get()).records())
            .accepted();
  }

  private static LogSink guarded(LogSink behind) {
    return new GuardedLogs(
        behind, Redaction.DEFAULT, new Pseudonyms(new byte[] {1, 2, 3}), new Meter());
  }

  private static SpanSink guardedSpans(SpanSink behind) {
    return new GuardedSpans(
        behind, Redaction.DEFAULT, new Pseudonyms(new byte[] {1, 2, 3}), new Meter());
  }

  /** The same ids come again each round, when the calls of the round before have been paired. */
  private static List<byte[]> spanBodies() {
    List<byte[]> bodies = new ArrayList<>();
    for (int process = 0; process < OtlpBodies.PROCESSES; process++) {
      bodies.add(OtlpBodies.spans(process, 0, START_NANOS).toByteArray());
    }
    return bodies;
  }

  private void measure(String what, Sender sender) {
    inTurns(new Line(what, sender));
  }

  /** What is to be compared takes turns, so that a warmer machine favours nobody. */
  private void inTurns(Line... lines) {
    for (Line line : lines) {
      run(line.sender, seconds / 2.0);
    }
    for (int turn = 0; turn < TURNS; turn++) {
      for (Line line : lines) {
        long cpu = PROCESS.getProcessCpuTime();
        long start = System.nanoTime();
        line.items += run(line.sender, (double) seconds / TURNS);
        line.cpuSeconds += (PROCESS.getProcessCpuTime() - cpu) / 1e9;
        line.seconds += (System.nanoTime() - start) / 1e9;
      }
    }
    for (Line line : lines) {
      System.out.printf(
          "%-56s %,12.0f %,12.0f%n",
          line.what, line.items / line.cpuSeconds, line.items / line.seconds);
    }
  }

  /** Bounded by CPU time, so that other work on the machine does not shorten it. */
  private long run(Sender sender, double cpuSeconds) {
    long items = 0;
    long end = PROCESS.getProcessCpuTime() + (long) (cpuSeconds * 1e9);
    for (int round = 0; PROCESS.getProcessCpuTime() < end; round++) {
      nowNanos.addAndGet(STEP_NANOS);
      for (int process = 0; process < OtlpBodies.PROCESSES; process++) {
        items += sender.send(process, round);
      }
    }
    return items;
  }

  private OtlpReceiver receiver(SampleSink samples, SpanSink spans, RedMetrics red) {
    return receiver(samples, spans, batch -> Appended.all(batch.size()), red);
  }

  private OtlpReceiver receiver(SampleSink samples, SpanSink spans, LogSink logs, RedMetrics red) {
    OtlpReceiver.Sinks sinks =
        new OtlpReceiver.Sinks(samples, (name, what) -> {}, spans, logs, red);
    return new OtlpReceiver(sinks, OtlpLimits.DEFAULT, new Meter(), () -> instant(nowNanos.get()));
  }

  private RedMetrics red(SampleSink sink) {
    RedLimits limits =
        new RedLimits(Duration.ofSeconds(10), 50_000, 200, 10_000, Duration.ofMinutes(15));
    return new RedMetrics(
        sink, (name, what) -> {}, limits, seen -> {}, new Meter(), () -> instant(nowNanos.get()));
  }

  private static long taken(Receipt receipt) {
    if (receipt.rejected() > 0) {
      throw new IllegalStateException(receipt.message());
    }
    return receipt.accepted();
  }

  private static List<Encoded> encoded(IntFunction<byte[]> body) {
    List<Encoded> bodies = new ArrayList<>();
    for (int process = 0; process < OtlpBodies.PROCESSES; process++) {
      bodies.add(new Encoded(body.apply(process), START_NANOS));
    }
    return bodies;
  }

  private static <T> T parsed(Parser<T> parser, byte[] body) {
    try {
      return parser.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
