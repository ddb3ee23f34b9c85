// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Matcher;
import dev.ballast.promql.SampleBuffer;
import dev.ballast.promql.StoredSeries;
import dev.ballast.telemetry.ingest.Appended;
import dev.ballast.telemetry.ingest.SampleBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A store in a folder, a clock that a test sets, and short words for what tests do with them. */
final class Scene implements AutoCloseable {

  static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  static final long T = NOON.toEpochMilli();

  /** No thread of its own, so that a test decides when the store tidies. */
  static final StoreOptions OPTIONS =
      StoreOptions.DEFAULT
          .withTidyInterval(Duration.ZERO)
          .withSyncInterval(Duration.ZERO)
          .withMinFreeBytes(0);

  record Point(long time, double value) {}

  Instant now = NOON;
  final InstantSource clock = () -> now;
  final Path directory;
  StoreOptions options;
  TelemetryStore store;

  Scene(Path directory, StoreOptions options) {
    this.directory = directory;
    this.options = options;
    store = TelemetryStore.open(directory, options, clock);
  }

  Scene(Path directory) {
    this(directory, OPTIONS);
  }

  void restart() {
    store.close();
    store = TelemetryStore.open(directory, options, clock);
  }

  /** Opens a copy of the folder as it is now, as after a crash. */
  Scene crashed(Path copy) {
    Folders.copy(directory, copy);
    return new Scene(copy, options, now);
  }

  private Scene(Path directory, StoreOptions options, Instant now) {
    this.directory = directory;
    this.options = options;
    this.now = now;
    store = TelemetryStore.open(directory, options, clock);
  }

  Appended append(Labels labels, long time, double value) {
    SampleBatch batch = new SampleBatch(1);
    batch.add(labels, time, value);
    return store.append(batch);
  }

  Appended append(Labels labels, List<Point> points) {
    SampleBatch batch = new SampleBatch(points.size());
    points.forEach(point -> batch.add(labels, point.time(), point.value()));
    return store.append(batch);
  }

  /** Every series of a metric with its points in the range. */
  Map<Labels, List<Point>> points(String metric, long min, long max) {
    return points(List.of(new Matcher(Matcher.Type.EQUAL, Labels.NAME, metric)), min, max);
  }

  Map<Labels, List<Point>> points(List<Matcher> matchers, long min, long max) {
    Map<Labels, List<Point>> all = new TreeMap<>();
    for (StoredSeries series : store.metrics().select(matchers, min, max)) {
      SampleBuffer buffer = new SampleBuffer();
      series.read(min, max, buffer);
      List<Point> points = new ArrayList<>();
      for (int i = 0; i < buffer.size(); i++) {
        points.add(new Point(buffer.time(i), buffer.value(i)));
      }
      if (!points.isEmpty()) {
        all.put(series.labels(), points);
      }
    }
    return all;
  }

  List<Point> all(String metric) {
    return points(metric, Long.MIN_VALUE, Long.MAX_VALUE).values().stream()
        .flatMap(List::stream)
        .toList();
  }

  static Labels metric(String name, String... namesAndValues) {
    Map<String, String> labels = new TreeMap<>();
    labels.put(Labels.NAME, name);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      labels.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return Labels.of(labels);
  }

  @Override
  public void close() {
    store.close();
  }
}
