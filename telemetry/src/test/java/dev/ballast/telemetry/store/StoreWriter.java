// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.promql.Labels;
import dev.ballast.telemetry.ingest.SampleBatch;
import dev.ballast.telemetry.query.LogRecord;
import dev.ballast.telemetry.query.Span;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * The process that {@link StoreSurvivesKillTest} kills: writers append rounds of samples and spans
 * and print each round only after it was acknowledged. Arguments: folder, first round.
 */
final class StoreWriter {

  static final int WRITERS = 3;
  static final int SERIES = 40;
  static final long START = Scene.T - Duration.ofDays(10).toMillis();

  private StoreWriter() {}

  static Labels labels(int writer, int series) {
    return Scene.metric("m", "writer", "w" + writer, "series", "s" + series);
  }

  static long time(int round) {
    return START + round * 1000L;
  }

  static double value(int writer, int series, int round) {
    return round * 1.25 + series + writer * 1000;
  }

  static Span span(int writer, int round) {
    long start = time(round) * 1_000_000;
    return new Span(
        String.format("%032x", writer * 1_000_000L + round + 1),
        String.format("%016x", writer + 1),
        "",
        "s" + writer,
        "op",
        Span.Kind.SERVER,
        Span.Status.OK,
        "",
        start,
        start + 5,
        Map.of(),
        Map.of());
  }

  static LogRecord log(int writer, int round) {
    return new LogRecord(
        time(round) * 1_000_000, "s" + writer, "", "", 9, "INFO", "r" + round, Map.of(), Map.of());
  }

  public static void main(String[] args) {
    // Small checkpoints and a busy keeper, so that kills hit those too.
    StoreOptions options =
        StoreOptions.DEFAULT
            .withMinFreeBytes(0)
            .withRetention(
                new StoreOptions.Retention(
                    Duration.ofDays(15), Duration.ofDays(15), Duration.ofDays(15)))
            .withCheckpointBytes(200_000)
            .withTidyInterval(Duration.ofMillis(30));
    TelemetryStore store =
        TelemetryStore.open(Path.of(args[0]), options, InstantSource.fixed(Scene.NOON));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int first = Integer.parseInt(args[1]);
    for (int writer = 0; writer < WRITERS; writer++) {
      int me = writer;
      Thread.ofPlatform().start(() -> write(store, me, first, out));
    }
  }

  private static void write(TelemetryStore store, int writer, int first, PrintStream out) {
    for (int round = first; ; round++) {
      SampleBatch batch = new SampleBatch(SERIES);
      for (int s = 0; s < SERIES; s++) {
        batch.add(labels(writer, s), time(round), value(writer, s, round));
      }
      int accepted = store.append(batch).accepted();
      accepted += store.spanSink().append(List.of(span(writer, round))).accepted();
      accepted += store.logSink().append(List.of(log(writer, round))).accepted();
      if (accepted != SERIES + 2) {
        out.println("refused " + writer + " " + round);
        return;
      }
      out.println("acked " + writer + " " + round);
    }
  }
}
