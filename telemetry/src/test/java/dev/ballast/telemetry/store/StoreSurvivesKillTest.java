// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.promql.Labels;
import dev.ballast.telemetry.store.Scene.Point;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreSurvivesKillTest {

  private static final int KILLS = 20;

  @TempDir Path directory;

  @Test
  void keepsEverythingAcknowledgedThroughTwentyKillsUnderLoad() throws Exception {
    long seed = Long.getLong("ballast.seed", 42);
    Random random = new Random(seed);
    int[] acked = new int[StoreWriter.WRITERS];
    Arrays.fill(acked, -1);
    int first = 0;
    for (int kill = 1; kill <= KILLS; kill++) {
      // The kill comes after a random number of acknowledgements, wherever the writers are then.
      runAndKill(first, 1 + random.nextInt(400), acked);
      first = Arrays.stream(acked).max().orElse(0) + 1 + StoreWriter.WRITERS;
      if (kill % 5 == 0) {
        assertNothingIsMissing(acked, "seed " + seed + ", kill " + kill);
      }
    }
  }

  private void runAndKill(int first, int rounds, int[] acked) throws IOException {
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
        acked[Integer.parseInt(words[1])] = Integer.parseInt(words[2]);
        if (++seen == rounds) {
          child.toHandle().destroyForcibly();
        }
      }
      assertThat(seen).as("the child wrote").isGreaterThanOrEqualTo(rounds);
    } finally {
      child.toHandle().destroyForcibly();
    }
  }

  private void assertNothingIsMissing(int[] acked, String what) {
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
              acked[writer],
              what);
        }
        int last = acked[writer];
        assertThat(scene.store.traces().trace(StoreWriter.span(writer, last).traceId()))
            .as(what)
            .containsExactly(StoreWriter.span(writer, last));
      }
    }
  }

  /** Rounds may be skipped at a restart, but within a run of rounds none is missing. */
  private static void assertHolds(
      List<Point> points, int writer, int series, int acked, String what) {
    List<Integer> rounds = new ArrayList<>();
    for (Point point : points) {
      int round = (int) ((point.time() - StoreWriter.START) / 1000);
      assertThat(point.value()).as(what).isEqualTo(StoreWriter.value(writer, series, round));
      rounds.add(round);
    }
    assertThat(rounds).as(what).isSorted().doesNotHaveDuplicates().contains(acked);
  }
}
