// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.promql.Labels;
import dev.ballast.telemetry.query.LogRecord;
import dev.ballast.telemetry.query.Span;
import dev.ballast.telemetry.store.Scene.Point;
import dev.ballast.testkit.Effort;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreSurvivesKillTest {

  private static final int KILLS = Effort.runs(6, 20);

  @TempDir Path directory;

  @Test
  void keepsEverythingAcknowledgedThroughKillsUnderLoad() throws Exception {
    long seed = Long.getLong("ballast.seed", 42);
    Random random = new Random(seed);
    List<BitSet> acked = Stream.generate(BitSet::new).limit(StoreWriter.WRITERS).toList();
    int first = 0;
    for (int kill = 1; kill <= KILLS; kill++) {
      // The kill comes after a random number of acknowledgements, wherever the writers are then.
      runAndKill(first, 1 + random.nextInt(400), acked);
      first = acked.stream().mapToInt(BitSet::length).max().orElse(0) + StoreWriter.WRITERS;
      if (kill % 5 == 0 || kill == KILLS) {
        assertNothingIsMissing(acked, "seed " + seed + ", kill " + kill);
      }
    }
  }

  private void runAndKill(int first, int rounds, List<BitSet> acked) throws IOException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                StoreWriter.class.getName(),
                directory.toString(),
                "" + first)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      int seen = 0;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        String[] words = line.split(" ", -1);
        assertThat(words[0]).as(line).isEqualTo("acked");
        acked.get(Integer.parseInt(words[1])).set(Integer.parseInt(words[2]));
        if (++seen == rounds) {
          child.toHandle().destroyForcibly();
        }
      }
      assertThat(seen).as("the child wrote").isGreaterThanOrEqualTo(rounds);
    } finally {
      child.toHandle().destroyForcibly();
    }
  }

  private void assertNothingIsMissing(List<BitSet> acked, String what) {
    StoreOptions options =
        Scene.OPTIONS.withRetention(
            new StoreOptions.Retention(
                Duration.ofDays(15), Duration.ofDays(15), Duration.ofDays(15)));
    try (Scene scene = new Scene(directory, options)) {
      assertThat(scene.store.damage()).as(what).isEmpty();
      Map<Labels, List<Point>> all = scene.points("m", Long.MIN_VALUE, Long.MAX_VALUE);
      for (int writer = 0; writer < StoreWriter.WRITERS; writer++) {
        for (int s = 0; s < StoreWriter.SERIES; s++) {
          assertHolds(
              all.getOrDefault(StoreWriter.labels(writer, s), List.of()),
              writer,
              s,
              acked.get(writer),
              what);
        }
        assertHoldsRecords(scene.store, writer, acked.get(writer), what);
      }
    }
  }

  /** In one search per writer; what was written and not acknowledged may be there too. */
  private static void assertHoldsRecords(
      TelemetryStore store, int writer, BitSet acked, String what) {
    Instant start = Instant.ofEpochMilli(StoreWriter.START);
    List<Span> spans = store.traces().spans("s" + writer, start, Scene.NOON, Integer.MAX_VALUE);
    assertThat(spans)
        .as(what)
        .containsAll(acked.stream().mapToObj(round -> StoreWriter.span(writer, round)).toList());
    List<LogRecord> logs = store.logs().logs("s" + writer, start, Scene.NOON, Integer.MAX_VALUE);
    assertThat(logs)
        .as(what)
        .containsAll(acked.stream().mapToObj(round -> StoreWriter.log(writer, round)).toList());
  }

  /** Rounds are skipped at a restart, and what was not acknowledged may be there too. */
  private static void assertHolds(
      List<Point> points, int writer, int series, BitSet acked, String what) {
    List<Integer> rounds = new ArrayList<>();
    BitSet missing = (BitSet) acked.clone();
    for (Point point : points) {
      int round = (int) ((point.time() - StoreWriter.START) / 1000);
      assertThat(point.value()).as(what).isEqualTo(StoreWriter.value(writer, series, round));
      rounds.add(round);
      missing.clear(round);
    }
    assertThat(rounds).as(what).isSorted().doesNotHaveDuplicates();
    assertThat(missing).as(what).isEqualTo(new BitSet());
  }
}
