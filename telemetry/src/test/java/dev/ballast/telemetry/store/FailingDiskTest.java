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
import dev.ballast.telemetry.store.log.SegmentFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailingDiskTest {

  private static final Labels UP = metric("up");

  @TempDir Path directory;

  @Test
  void takesDataAgainOnceTheLogCanBeWrittenAndLosesNothingAcknowledged() {
    AtomicBoolean full = new AtomicBoolean();
    InstantSource clock = InstantSource.fixed(Scene.NOON);
    Path live = directory.resolve("live");
    try (TelemetryStore store = TelemetryStore.open(live, OPTIONS, clock, failingWhen(full))) {
      append(store, UP, T, 1);
      full.set(true);
      assertThatThrownBy(() -> append(store, UP, T + 1, 2))
          .isInstanceOf(StoreFullException.class)
          .hasMessageContaining("New data is refused until there is room");
      assertThatThrownBy(() -> append(store, metric("born_while_full"), T, 1))
          .isInstanceOf(StoreFullException.class);
      full.set(false);
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

  private static void append(TelemetryStore store, Labels labels, long time, double value) {
    SampleBatch batch = new SampleBatch(1);
    batch.add(labels, time, value);
    assertThat(store.append(batch).accepted()).isEqualTo(1);
  }

  private static SegmentFile.Opener failingWhen(AtomicBoolean full) {
    return path -> {
      SegmentFile real = SegmentFile.ON_DISK.create(path);
      return new SegmentFile() {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
          if (full.get()) {
            throw new IOException("No space left on device");
          }
          real.write(bytes);
        }

        @Override
        public void sync() throws IOException {
          real.sync();
        }

        @Override
        public void close() throws IOException {
          real.close();
        }
      };
    };
  }
}
