// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import static dev.ballast.telemetry.store.Scene.metric;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Matcher;
import dev.ballast.promql.SampleBuffer;
import dev.ballast.promql.StoredSeries;
import dev.ballast.telemetry.ingest.SampleBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentStoreTest {

  private static final int WRITERS = 4;
  private static final int ROUNDS = 1_500;
  private static final int STEP = 30_000;
  private static final long START = Scene.T - (long) ROUNDS * STEP;

  @TempDir Path directory;

  private final AtomicIntegerArray acked = new AtomicIntegerArray(WRITERS);
  private final AtomicBoolean givenUp = new AtomicBoolean();

  @Test
  void readersSeeEveryAcknowledgedSampleOnceWhileChunksCloseSaveAndLeaveMemory()
      throws InterruptedException, ExecutionException {
    StoreOptions options =
        Scene.OPTIONS
            .withMemoryWindow(Duration.ofMinutes(30))
            .withCheckpointBytes(20_000)
            .withTidyInterval(Duration.ofMillis(1));
    // The clock goes with the slowest writer, so that memory is freed all the time.
    try (TelemetryStore store = TelemetryStore.open(directory, options, this::now);
        ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      List<Future<?>> all = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int me = writer;
        all.add(threads.submit(() -> orGiveUp(() -> write(store, me))));
      }
      all.add(threads.submit(() -> orGiveUp(() -> readUntilDone(store))));
      for (Future<?> one : all) {
        one.get();
      }
      check(store);
      assertThat(store.damage()).isEmpty();
    }
  }

  /** Whoever fails ends the others, who would wait for it. */
  private void orGiveUp(Runnable work) {
    boolean done = false;
    try {
      work.run();
      done = true;
    } finally {
      if (!done) {
        givenUp.set(true);
      }
    }
  }

  private Instant now() {
    int slowest = ROUNDS;
    for (int writer = 0; writer < WRITERS; writer++) {
      slowest = Math.min(slowest, acked.get(writer));
    }
    return Instant.ofEpochMilli(START + (long) slowest * STEP);
  }

  private void write(TelemetryStore store, int writer) {
    Labels labels = metric("m", "writer", "" + writer);
    for (int round = 0; round < ROUNDS; round++) {
      while (START + (long) round * STEP > now().toEpochMilli() + 300_000) {
        assertThat(givenUp).as("somebody else has given up").isFalse();
        Thread.onSpinWait();
      }
      SampleBatch batch = new SampleBatch(1);
      batch.add(labels, START + (long) round * STEP, round);
      assertThat(store.append(batch).accepted()).isEqualTo(1);
      acked.set(writer, round + 1);
    }
  }

  private void readUntilDone(TelemetryStore store) {
    while (now().toEpochMilli() < START + (long) ROUNDS * STEP) {
      assertThat(givenUp).as("somebody else has given up").isFalse();
      check(store);
    }
  }

  private void check(TelemetryStore store) {
    int[] before = new int[WRITERS];
    for (int writer = 0; writer < WRITERS; writer++) {
      before[writer] = acked.get(writer);
    }
    Set<Integer> seen = new HashSet<>();
    List<Matcher> matchers = List.of(new Matcher(Matcher.Type.EQUAL, Labels.NAME, "m"));
    for (StoredSeries series : store.metrics().select(matchers, START, Long.MAX_VALUE)) {
      SampleBuffer buffer = new SampleBuffer();
      series.read(START, Long.MAX_VALUE, buffer);
      int writer = Integer.parseInt(series.labels().get("writer"));
      seen.add(writer);
      assertThat(buffer.size()).isGreaterThanOrEqualTo(before[writer]);
      for (int i = 0; i < buffer.size(); i++) {
        assertThat(buffer.value(i)).isEqualTo(i);
      }
    }
    for (int writer = 0; writer < WRITERS; writer++) {
      assertThat(before[writer] == 0 || seen.contains(writer)).as("writer %d", writer).isTrue();
    }
  }
}
