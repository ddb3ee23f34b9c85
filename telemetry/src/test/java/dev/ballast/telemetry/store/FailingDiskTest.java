// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import static dev.ballast.telemetry.store.Scene.OPTIONS;
import static dev.ballast.telemetry.store.Scene.T;
import static dev.ballast.telemetry.store.Scene.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.promql.Labels;
import dev.ballast.telemetry.ingest.SampleBatch;
import dev.ballast.telemetry.ingest.StoreFullException;
import dev.ballast.telemetry.store.Scene.Point;
import dev.ballast.telemetry.store.log.FailingDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailingDiskTest {

  private static final Labels UP = metric("up");

  private final FailingDisk disk = new FailingDisk();

  @TempDir Path directory;

  @Test
  void takesDataAgainOnceTheLogCanBeWrittenAndLosesNothingAcknowledged() {
    InstantSource clock = InstantSource.fixed(Scene.NOON);
    Path live = directory.resolve("live");
    try (TelemetryStore store = TelemetryStore.open(live, OPTIONS, clock, disk)) {
      append(store, UP, T, 1);
      disk.full(true);
      assertThatThrownBy(() -> append(store, UP, T + 1, 2))
          .isInstanceOf(StoreFullException.class)
          .hasMessageContaining("New data is refused until there is room");
      assertThatThrownBy(() -> append(store, metric("born_while_full"), T, 1))
          .isInstanceOf(StoreFullException.class);
      disk.full(false);
      // A sender repeats what was refused, and goes on.
      append(store, UP, T + 1, 2);
      append(store, UP, T + 2, 3);
      append(store, metric("born_while_full"), T, 1);
      Path copy = directory.resolve("copy");
      Folders.copy(live, copy);
      try (Scene crashed = new Scene(copy)) {
        assertThat(crashed.all("up"))
            .containsExactly(new Point(T, 1), new Point(T + 1, 2), new Point(T + 2, 3));
        assertThat(crashed.all("born_while_full")).hasSize(1);
        assertThat(crashed.store.damage()).isEmpty();
      }
    }
  }

  @Test
  void appliesRetentionWhileNothingCanBeWritten() {
    try (TelemetryStore store = open(Scene.NOON)) {
      append(store, UP, T, 1);
    }
    Instant later = Scene.NOON.plus(OPTIONS.retention().metrics()).plus(Duration.ofDays(3));
    try (TelemetryStore store = open(later)) {
      for (int i = 0; i < 200; i++) {
        append(store, metric("new"), later.toEpochMilli() + i, i);
      }
      assertThat(store.stats(0).series()).isEqualTo(2);
      disk.full(true);
      assertThatThrownBy(store::tidy).hasMessageContaining("No space left on device");
      assertThat(store.stats(0).series()).isEqualTo(1);
      disk.full(false);
    }
  }

  @Test
  void closesAtOnceOnAFullDiskAndLosesNothing() {
    AtomicLong free = new AtomicLong(Long.MAX_VALUE);
    StoreOptions options = OPTIONS.withMinFreeBytes(1).withFreeSpace(any -> free.get());
    InstantSource clock = InstantSource.fixed(Scene.NOON);
    try (TelemetryStore store = TelemetryStore.open(directory, options, clock, disk)) {
      append(store, UP, T, 1);
      free.set(1);
      assertThat(store.stats(0).logBytesOnDisk()).isGreaterThan(1);
    }
    free.set(Long.MAX_VALUE);
    try (TelemetryStore store = TelemetryStore.open(directory, options, clock, disk)) {
      assertThat(store.stats(0).logBytesOnDisk())
          .as("inherited, since nothing was checkpointed")
          .isGreaterThan(1);
    }
    try (Scene again = new Scene(directory)) {
      assertThat(again.all("up")).containsExactly(new Point(T, 1));
    }
  }

  private TelemetryStore open(Instant now) {
    return TelemetryStore.open(
        directory, OPTIONS.withCheckpointBytes(1), InstantSource.fixed(now), disk);
  }

  private static void append(TelemetryStore store, Labels labels, long time, double value) {
    SampleBatch batch = new SampleBatch(1);
    batch.add(labels, time, value);
    assertThat(store.append(batch).accepted()).isEqualTo(1);
  }
}
