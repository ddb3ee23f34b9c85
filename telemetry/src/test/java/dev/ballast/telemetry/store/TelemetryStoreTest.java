// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import static dev.ballast.telemetry.store.Scene.OPTIONS;
import static dev.ballast.telemetry.store.Scene.T;
import static dev.ballast.telemetry.store.Scene.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Matcher;
import dev.ballast.promql.SampleBuffer;
import dev.ballast.telemetry.ingest.StoreFullException;
import dev.ballast.telemetry.query.MetricQuery.Metadata;
import dev.ballast.telemetry.store.Scene.Point;
import dev.ballast.telemetry.store.StoreOptions.Limits;
import dev.ballast.telemetry.store.StoreOptions.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryStoreTest {

  private static final Labels UP = metric("up", "job", "shop");

  @TempDir Path directory;

  @Test
  void returnsWhatItTookAlsoAfterARestart() {
    try (Scene scene = new Scene(directory)) {
      List<Point> points = minutely(T - 3_600_000 * 5, 300);
      assertThat(scene.append(UP, points).accepted()).isEqualTo(300);
      assertThat(scene.all("up")).isEqualTo(points);
      scene.restart();
      assertThat(scene.all("up")).isEqualTo(points);
      scene.append(UP, T + 1, 7);
      scene.restart();
      assertThat(scene.all("up")).hasSize(301).endsWith(new Point(T + 1, 7));
      assertThat(scene.store.damage()).isEmpty();
    }
  }

  @Test
  void returnsEverythingAfterACrashWithAndWithoutACheckpoint() {
    try (Scene scene = new Scene(directory.resolve("a"))) {
      List<Point> points = minutely(T - 3_600_000 * 5, 300);
      scene.append(UP, points.subList(0, 130));
      scene.store.checkpoint();
      scene.append(UP, points.subList(130, 300));
      scene.append(metric("late"), T, 1);
      try (Scene crashed = scene.crashed(directory.resolve("b"))) {
        assertThat(crashed.all("up")).isEqualTo(points);
        assertThat(crashed.all("late")).containsExactly(new Point(T, 1));
        crashed.append(UP, T + 1, 1);
        crashed.restart();
        assertThat(crashed.all("up")).hasSize(301);
      }
    }
  }

  @Test
  void remembersWhatOnlySoManyMetricsAreAndCutsWhatIsSaidOfThem() {
    String essay = "x".repeat(100_000);
    try (Scene scene = new Scene(directory)) {
      for (int i = 0; i < MetadataBook.MOST_METRICS; i++) {
        scene.store.metrics().describe("metric_" + i, new Metadata("counter", "", ""));
      }
      scene.store.metrics().describe("one_more", new Metadata("counter", "", ""));
      scene.store.metrics().describe("metric_7", new Metadata("gauge", essay, ""));
      scene.restart();
      Map<String, Metadata> known = scene.store.metrics().metadata();
      assertThat(known).hasSize(MetadataBook.MOST_METRICS).doesNotContainKey("one_more");
      assertThat(known)
          .hasEntrySatisfying(
              "metric_7", kept -> assertThat(kept.help()).hasSize(1000).endsWith("x…"));
    }
  }

  @Test
  void keepsStaleMarkersAndNotANumberBitForBit() {
    try (Scene scene = new Scene(directory)) {
      double[] odd = {1, SampleBuffer.STALE, Double.NaN, -0.0, Double.POSITIVE_INFINITY};
      for (int i = 0; i < odd.length; i++) {
        scene.append(UP, T + i, odd[i]);
      }
      scene.restart();
      assertThat(scene.all("up").stream().map(p -> Double.doubleToRawLongBits(p.value())))
          .containsExactlyElementsOf(
              java.util.Arrays.stream(odd).mapToObj(Double::doubleToRawLongBits).toList());
    }
  }

  @Test
  void refusesLateSamplesAndOtherValuesButNotRepetitions() {
    try (Scene scene = new Scene(directory)) {
      scene.append(UP, T, 1);
      scene.append(UP, T + 10, 2);
      assertThat(scene.append(UP, T + 5, 2).refused()).isEqualTo(Map.of("out_of_order", 1));
      assertThat(scene.append(UP, T + 10, 3).refused()).isEqualTo(Map.of("duplicate_timestamp", 1));
      assertThat(scene.append(UP, T, 3).refused()).isEqualTo(Map.of("duplicate_timestamp", 1));
      assertThat(scene.append(UP, T + 10, 2).accepted()).isEqualTo(1);
      assertThat(scene.append(UP, T, 1).accepted()).isEqualTo(1);
      scene.restart();
      assertThat(scene.append(UP, T + 10, 2).accepted()).isEqualTo(1);
      assertThat(scene.append(UP, T + 5, 2).refused()).isEqualTo(Map.of("out_of_order", 1));
      assertThat(scene.all("up")).containsExactly(new Point(T, 1), new Point(T + 10, 2));
    }
  }

  @Test
  void knowsTheLastSampleOfASeriesThatWasIdleWhenItWasRestarted() {
    try (Scene scene = new Scene(directory)) {
      scene.append(UP, T, 1);
      scene.now = scene.now.plus(Duration.ofDays(3));
      scene.restart();
      assertThat(scene.append(UP, T - 1, 1).refused()).isEqualTo(Map.of("out_of_order", 1));
      assertThat(scene.append(UP, T, 1).accepted()).isEqualTo(1);
      assertThat(scene.append(UP, T + 1, 1).accepted()).isEqualTo(1);
      assertThat(scene.all("up")).hasSize(2);
    }
  }

  @Test
  void refusesTimesBeyondRetentionAndAheadOfTheClock() {
    try (Scene scene = new Scene(directory)) {
      long old = T - Duration.ofDays(15).toMillis();
      assertThat(scene.append(UP, old - 1, 1).refused()).isEqualTo(Map.of("too_old", 1));
      assertThat(scene.append(UP, old, 1).accepted()).isEqualTo(1);
      assertThat(scene.append(UP, T + 600_001, 1).refused())
          .isEqualTo(Map.of("too_far_in_future", 1));
      assertThat(scene.append(UP, T + 600_000, 1).accepted()).isEqualTo(1);
    }
  }

  @Test
  void refusesNewSeriesBeyondEachLimitAndKeepsTakingKnownOnes() {
    try (Scene scene = new Scene(directory, OPTIONS.withLimits(new Limits(2, 3, 10, 20)))) {
      assertThat(scene.append(metric("a"), T, 1).accepted()).isEqualTo(1);
      assertThat(scene.append(metric("b", "p", "1", "q", "1", "r", "1"), T, 1).refused())
          .isEqualTo(Map.of("too_many_labels", 1));
      assertThat(scene.append(metric("b", "name_is_long", "1"), T, 1).refused())
          .isEqualTo(Map.of("label_too_long", 1));
      assertThat(scene.append(metric("b", "v", "ü".repeat(11)), T, 1).refused())
          .isEqualTo(Map.of("label_too_long", 1));
      assertThat(scene.append(metric("b", "v", "ü".repeat(10)), T, 1).accepted()).isEqualTo(1);
      assertThat(scene.append(metric("c"), T, 1).refused()).isEqualTo(Map.of("max_series", 1));
      assertThat(scene.append(Labels.EMPTY, T, 1).refused()).isEqualTo(Map.of("no_labels", 1));
      assertThat(scene.append(metric("a"), T + 1, 1).accepted()).isEqualTo(1);
      assertThat(scene.store.stats(1).series()).isEqualTo(2);
    }
  }

  @Test
  void dropsSamplesAndSeriesBeyondRetention() {
    Retention day = new Retention(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1));
    try (Scene scene = new Scene(directory, OPTIONS.withRetention(day))) {
      scene.append(metric("gone"), T, 1);
      scene.append(UP, T, 1);
      scene.append(UP, T + 60_000, 2);
      scene.now = Scene.NOON.plus(Duration.ofDays(1)).plusSeconds(30);
      scene.append(UP, scene.now.toEpochMilli(), 3);
      assertThat(scene.all("up")).hasSize(2);
      assertThat(scene.all("gone")).isEmpty();
      scene.now = Scene.NOON.plus(Duration.ofDays(2)).plusSeconds(30);
      scene.store.tidy();
      assertThat(scene.all("up")).hasSize(1);
      assertThat(scene.store.stats(1).series()).isEqualTo(1);
      scene.restart();
      assertThat(scene.store.stats(1).series()).isEqualTo(1);
      scene.append(metric("gone"), scene.now.toEpochMilli(), 5);
      assertThat(scene.all("gone")).hasSize(1);
    }
  }

  @Test
  void answersFromDiskWhatHasLeftMemory() {
    StoreOptions options = OPTIONS.withMemoryWindow(Duration.ofHours(1));
    try (Scene scene = new Scene(directory, options)) {
      List<Point> points = new ArrayList<>();
      for (int i = 0; i < 3000; i++) {
        points.add(new Point(T + i * 60_000L, i));
      }
      for (Point point : points) {
        scene.now = java.time.Instant.ofEpochMilli(point.time());
        scene.append(UP, point.time(), point.value());
        if (point.value() % 100 == 0) {
          scene.store.tidy();
        }
      }
      long inMemory = scene.store.stats(1).chunkBytesInMemory();
      assertThat(inMemory).isLessThan(1500);
      assertThat(scene.all("up")).isEqualTo(points);
      for (int from = 0; from < 3000; from += 371) {
        List<Point> expected = points.subList(from, Math.min(3000, from + 1000));
        assertThat(
                scene.points("up", expected.getFirst().time(), expected.getLast().time()).get(UP))
            .isEqualTo(expected);
      }
      scene.now = scene.now.plus(Duration.ofHours(2));
      scene.store.tidy();
      assertThat(scene.store.stats(1).activeSeries()).isZero();
      assertThat(scene.all("up")).isEqualTo(points);
    }
  }

  @Test
  void saysWhenTheDiskIsFullAndRecoversByItself() {
    AtomicLong free = new AtomicLong(1L << 30);
    StoreOptions options = OPTIONS.withMinFreeBytes(512L << 20).withFreeSpace(path -> free.get());
    try (Scene scene = new Scene(directory, options)) {
      scene.append(UP, T, 1);
      free.set(100L << 20);
      assertThatThrownBy(() -> scene.append(UP, T + 1, 1))
          .isInstanceOf(StoreFullException.class)
          .hasMessage(
              directory
                  + ": 100.0 MiB free (expected: at least 512.0 MiB, --limit-free-bytes). New data"
                  + " is refused until there is room: free some space, keep data for less long"
                  + " (--retention-metrics) or lower the floor.");
      assertThatThrownBy(() -> scene.store.spanSink().append(List.of()))
          .isInstanceOf(StoreFullException.class);
      assertThat(scene.all("up")).hasSize(1);
      free.set(1L << 30);
      assertThat(scene.append(UP, T + 1, 1).accepted()).isEqualTo(1);
    }
  }

  @Test
  void refusesANewerFormatAndASecondProcess() throws IOException {
    try (Scene scene = new Scene(directory)) {
      assertThatThrownBy(() -> TelemetryStore.open(directory, OPTIONS, scene.clock))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("in use by another Ballast");
    }
    Files.writeString(directory.resolve("FORMAT"), "ballast telemetry store, format 2\n");
    assertThatThrownBy(() -> new Scene(directory))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            directory
                + ": format 2 (expected: at most 1). It was written by a newer Ballast: start that"
                + " version, or choose another data directory.");
  }

  @Test
  void migratesAnOlderFormatStepByStep() throws IOException {
    FormatFile.prepare(directory, 1, List.of());
    List<Integer> steps = new ArrayList<>();
    FormatFile.Migration first = migration(1, steps);
    FormatFile.Migration second = migration(2, steps);
    FormatFile.prepare(directory, 3, List.of(second, first));
    FormatFile.prepare(directory, 3, List.of(second, first));
    assertThat(steps).containsExactly(1, 2);
    assertThat(directory.resolve("FORMAT")).hasContent("ballast telemetry store, format 3");
  }

  @Test
  void remembersWhatIsKnownOfAMetric() {
    try (Scene scene = new Scene(directory.resolve("a"))) {
      Metadata metadata = new Metadata("counter", "Requests served.", "");
      scene.store.metrics().describe("http_requests_total", metadata);
      scene.append(UP, T, 1);
      try (Scene crashed = scene.crashed(directory.resolve("b"))) {
        assertThat(crashed.store.metrics().metadata())
            .isEqualTo(Map.of("http_requests_total", metadata));
      }
      scene.restart();
      assertThat(scene.store.metrics().metadata())
          .isEqualTo(Map.of("http_requests_total", metadata));
    }
  }

  @Test
  void looksUpSeriesLabelsAndValuesBySelectorAndTime() {
    try (Scene scene = new Scene(directory)) {
      scene.append(metric("a", "job", "x", "zone", "1"), T - 10_000, 1);
      scene.append(metric("a", "job", "y"), T, 1);
      scene.append(metric("b", "job", "z", "code", "200"), T, 1);
      StoredMetrics metrics = scene.store.metrics();
      List<List<Matcher>> a = List.of(List.of(new Matcher(Matcher.Type.EQUAL, Labels.NAME, "a")));
      assertThat(metrics.series(a, T - 10_000, T))
          .containsExactly(metric("a", "job", "x", "zone", "1"), metric("a", "job", "y"));
      assertThat(metrics.series(a, T - 5_000, T)).containsExactly(metric("a", "job", "y"));
      assertThat(metrics.labelNames(a, T - 10_000, T)).containsExactly("__name__", "job", "zone");
      assertThat(metrics.labelNames(List.of(), Long.MIN_VALUE, Long.MAX_VALUE))
          .containsExactly("__name__", "code", "job", "zone");
      assertThat(metrics.labelValues("job", a, T - 10_000, T)).containsExactly("x", "y");
      assertThat(metrics.labelValues("job", List.of(), T - 5_000, T)).containsExactly("y", "z");
      StoreStats stats = scene.store.stats(2);
      assertThat(stats.labelNames())
          .containsExactly(new StoreStats.Count("job", 3), new StoreStats.Count("__name__", 2));
      assertThat(stats.metricNames())
          .containsExactly(new StoreStats.Count("a", 2), new StoreStats.Count("b", 1));
    }
  }

  private static FormatFile.Migration migration(int from, List<Integer> steps) {
    return new FormatFile.Migration() {
      @Override
      public int from() {
        return from;
      }

      @Override
      public void run(Path directory) {
        steps.add(from);
      }
    };
  }

  private static List<Point> minutely(long start, int n) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      points.add(new Point(start + i * 60_000L, i));
    }
    return points;
  }
}
