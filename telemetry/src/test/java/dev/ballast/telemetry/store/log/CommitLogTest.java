// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitLogTest {

  @TempDir Path directory;

  private static final class Seen implements LogReader.Visitor {
    final List<String> frames = new ArrayList<>();
    final List<String> damage = new ArrayList<>();
    long cut;

    @Override
    public void frame(byte[] payload) {
      frames.add(new String(payload, StandardCharsets.UTF_8));
    }

    @Override
    public void damaged(Path file, long offset, long length) {
      damage.add(offset + "+" + length);
    }

    @Override
    public void tailCut(Path file, long offset, long length) {
      cut += length;
    }
  }

  @Test
  void returnsWhatWasAppendedInOrderAcrossSegments() throws IOException {
    try (CommitLog log = CommitLog.open(directory, 1, Duration.ZERO)) {
      append(log, "a");
      append(log, "b");
      assertThat(log.roll()).isEqualTo(2);
      append(log, "c");
    }
    Seen seen = new Seen();
    assertThat(LogReader.next(directory)).isEqualTo(3);
    LogReader.replay(directory, 3, seen);
    assertThat(seen.frames).containsExactly("a", "b", "c");
    assertThat(seen.damage).isEmpty();
    assertThat(seen.cut).isZero();
  }

  @Test
  void opensWithTheWholeFramesWhereverTheTailIsCut() throws IOException {
    List<String> frames = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    Random random = new Random(11);
    try (CommitLog log = CommitLog.open(directory, 1, Duration.ZERO)) {
      for (int i = 0; i < 12; i++) {
        String frame = i + "x".repeat(random.nextInt(60));
        frames.add(frame);
        append(log, frame);
        ends.add(Frames.SEGMENT_HEADER + log.position());
      }
    }
    Path file = LogReader.file(directory, 1);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length <= whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      int at = length;
      int expected = (int) ends.stream().filter(end -> end <= at).count();
      Seen seen = new Seen();
      LogReader.replay(directory, 2, seen);
      assertThat(seen.frames).as("cut at %d", length).isEqualTo(frames.subList(0, expected));
      assertThat(seen.damage).isEmpty();
      Seen again = new Seen();
      LogReader.replay(directory, Long.MAX_VALUE, again);
      assertThat(again.frames).isEqualTo(seen.frames);
      assertThat(again.cut).isZero();
    }
  }

  @Test
  void stepsOverDamageInTheMiddleAndReportsIt() throws IOException {
    try (CommitLog log = CommitLog.open(directory, 1, Duration.ZERO)) {
      for (String frame : List.of("first", "second", "third", "fourth")) {
        append(log, frame);
      }
    }
    Path file = LogReader.file(directory, 1);
    byte[] bytes = Files.readAllBytes(file);
    int second = Frames.SEGMENT_HEADER + Frames.FRAME_HEADER + 5;
    for (int i = second; i < second + Frames.FRAME_HEADER + 6; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 0x10;
      Files.write(file, damaged);
      Seen seen = new Seen();
      LogReader.replay(directory, Long.MAX_VALUE, seen);
      assertThat(seen.frames).as("byte %d", i).containsExactly("first", "third", "fourth");
      assertThat(seen.damage).containsExactly(second + "+18");
    }
  }

  @Test
  void sharesOneSyncAmongManyAppenders() throws Exception {
    int appenders = 500;
    AtomicInteger syncs = new AtomicInteger();
    CountDownLatch appended = new CountDownLatch(appenders);
    SegmentFile.Opener waiting =
        path -> {
          SegmentFile real = SegmentFile.ON_DISK.create(path);
          return new SegmentFile() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
              real.write(bytes);
            }

            @Override
            public void sync() throws IOException {
              real.sync();
              if (syncs.incrementAndGet() > 1) { // the first is the segment's header
                awaitAll(appended);
              }
            }

            @Override
            public void close() throws IOException {
              real.close();
            }
          };
        };
    try (CommitLog log = CommitLog.open(directory, 1, Duration.ZERO, waiting);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < appenders; i++) {
        byte[] frame = ("frame " + i).getBytes(StandardCharsets.UTF_8);
        threads.execute(
            () -> {
              long position = log.append(frame, frame.length);
              appended.countDown();
              log.awaitDurable(position);
            });
      }
    }
    Seen seen = new Seen();
    LogReader.replay(directory, Long.MAX_VALUE, seen);
    assertThat(seen.frames).hasSize(appenders).doesNotHaveDuplicates();
    assertThat(syncs.get()).isLessThan(5);
  }

  @Test
  void acknowledgesNothingAfterAFailedSyncUntilItIsRestarted() throws Exception {
    FailingDisk disk = new FailingDisk();
    ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
    try (CommitLog log = CommitLog.open(directory, 1, Duration.ZERO, disk)) {
      append(log, "before");
      disk.full(true);
      assertThatThrownBy(() -> append(log, "during")).hasMessageContaining("No space left");
      assertThatThrownBy(() -> append(log, "still")).hasMessageContaining("No space left");
      assertThat(log.failed()).isTrue();
      disk.full(false);
      log.restart();
      log.resume();
      append(log, "after");
      acknowledged.add("before");
      acknowledged.add("after");
    }
    Seen seen = new Seen();
    LogReader.replay(directory, Long.MAX_VALUE, seen);
    assertThat(seen.frames).containsExactlyElementsOf(acknowledged);
  }

  @Test
  void remembersOnlySoManyFailuresAndRefusesToSpeakOfThoseBefore() throws Exception {
    FailingDisk disk = new FailingDisk();
    try (CommitLog log = CommitLog.open(directory, 1, Duration.ZERO, disk)) {
      byte[] frame = {1};
      long lost = log.append(frame, 1) + 1;
      for (int i = 0; i < 200; i++) {
        disk.full(true);
        assertThatThrownBy(() -> append(log, "during")).hasMessageContaining("No space left");
        disk.full(false);
        log.restart();
        log.resume();
      }
      assertThat(log.rememberedFailures()).isLessThan(100);
      assertThatThrownBy(() -> log.awaitDurable(lost)).isInstanceOf(LogFailure.class);
      append(log, "after");
    }
  }

  @Test
  void takesFramesLargerThanItsBuffer() throws IOException {
    String large = "y".repeat(5 << 20);
    try (CommitLog log = CommitLog.open(directory, 1, Duration.ZERO)) {
      append(log, "small");
      append(log, large);
    }
    Seen seen = new Seen();
    LogReader.replay(directory, Long.MAX_VALUE, seen);
    assertThat(seen.frames).containsExactly("small", large);
  }

  private static void awaitAll(CountDownLatch latch) throws IOException {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void append(CommitLog log, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    log.awaitDurable(log.append(bytes, bytes.length));
  }
}
