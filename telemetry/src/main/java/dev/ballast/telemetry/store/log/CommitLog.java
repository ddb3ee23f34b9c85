// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Frames appended by many threads, made durable by one: whatever gathered while the disk was busy
 * goes out with one write and one fsync. A segment is deleted once its content is elsewhere.
 *
 * <p>After a failed write nothing more is taken until {@link #restart}: an fsync that failed once
 * cannot be repeated, as the kernel may have dropped the pages.
 */
public final class CommitLog implements AutoCloseable {

  private static final int BUFFER = 1 << 20;

  /** Failures whose losses are known one by one; of what was before, none is vouched for. */
  private static final int FAILURES = 64;

  private final Path directory;
  private final long intervalNanos;
  private final Thread syncer;

  /** Held while the file is written; taken before {@link #state}. */
  private final ReentrantLock disk = new ReentrantLock();

  private final ReentrantLock state = new ReentrantLock();
  private final Condition work = state.newCondition();
  private final Condition progress = state.newCondition();

  // Guarded by disk.
  private final SegmentWriter segment;
  private ByteBuffer writing = ByteBuffer.allocateDirect(BUFFER);

  // Guarded by state; positions count bytes since the log was opened.
  private ByteBuffer filling = ByteBuffer.allocateDirect(BUFFER);
  private long appended;
  private long durable;
  private long segmentStart;
  private @Nullable IOException failure;
  private final Deque<long[]> lost = new ArrayDeque<>();
  private long vouchedFrom = -1;
  private boolean closed;

  private CommitLog(Path directory, SegmentWriter segment, Duration interval) {
    this.directory = directory;
    this.segment = segment;
    this.intervalNanos = interval.toNanos();
    this.syncer = Thread.ofPlatform().daemon().name("ballast-store-sync").unstarted(this::run);
  }

  static CommitLog open(Path directory, long number, Duration interval) throws IOException {
    return open(directory, number, interval, SegmentFile.ON_DISK);
  }

  /**
   * Opens a new segment behind those of the directory.
   *
   * @param interval least time between two fsyncs
   */
  public static CommitLog open(
      Path directory, long number, Duration interval, SegmentFile.Opener opener)
      throws IOException {
    Files.createDirectories(directory);
    SegmentWriter segment = new SegmentWriter(directory, number, opener);
    CommitLog log = new CommitLog(directory, segment, interval);
    log.syncer.start();
    return log;
  }

  /** Takes a payload, not yet durable; returns the position to wait for. Waits when far behind. */
  public long append(byte[] payload, int length) {
    int crc = Frames.crc(payload, length);
    int size = Frames.FRAME_HEADER + length;
    state.lock();
    try {
      while (failure == null && filling.position() > 0 && filling.remaining() < size) {
        progress.awaitUninterruptibly();
      }
      refuseAfterFailure();
      if (filling.capacity() < size) {
        filling = ByteBuffer.allocateDirect(Integer.highestOneBit(size - 1) << 1);
      }
      filling.putInt(Frames.FRAME_MAGIC).putInt(length).putInt(crc).put(payload, 0, length);
      appended += size;
      work.signal();
      return appended;
    } finally {
      state.unlock();
    }
  }

  /** The position of all that was appended so far. */
  public long position() {
    state.lock();
    try {
      return appended;
    } finally {
      state.unlock();
    }
  }

  /**
   * Returns when everything up to the position is on the disk.
   *
   * @throws LogFailure when it never will be
   */
  public void awaitDurable(long position) {
    state.lock();
    try {
      while (durable < position && failure == null) {
        progress.awaitUninterruptibly();
      }
      if (durable < position) {
        refuseAfterFailure();
      }
      if (position <= vouchedFrom) {
        throw new LogFailure(new IOException("the disk failed too often since"));
      }
      for (long[] range : lost) {
        if (position > range[0] && position <= range[1]) {
          throw new LogFailure(new IOException("lost when the disk failed"));
        }
      }
    } finally {
      state.unlock();
    }
  }

  /** Bytes in the current segment. */
  public long segmentBytes() {
    state.lock();
    try {
      return appended - segmentStart;
    } finally {
      state.unlock();
    }
  }

  public boolean failed() {
    state.lock();
    try {
      return failure != null;
    } finally {
      state.unlock();
    }
  }

  int rememberedFailures() {
    state.lock();
    try {
      return lost.size();
    } finally {
      state.unlock();
    }
  }

  /** Makes all durable and starts a new segment, whose number is returned. */
  public long roll() throws IOException {
    disk.lock();
    try {
      flush();
      return next();
    } finally {
      disk.unlock();
    }
  }

  /** After a failure: gives up what was not durable and starts a new segment, still refusing. */
  public long restart() throws IOException {
    disk.lock();
    try {
      return next();
    } finally {
      disk.unlock();
    }
  }

  /** Takes payloads again, after {@link #restart}. */
  public void resume() {
    state.lock();
    try {
      if (lost.size() == FAILURES) {
        vouchedFrom = lost.removeFirst()[1];
      }
      lost.addLast(new long[] {durable, appended});
      // What is handed out from now on lies beyond what was lost.
      appended++;
      durable = appended;
      filling.clear();
      failure = null;
      progress.signalAll();
    } finally {
      state.unlock();
    }
  }

  /** Deletes the segments before this one. */
  public void deleteBefore(long number) throws IOException {
    for (Path file : LogReader.segments(directory)) {
      if (LogReader.number(file) < number) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    state.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      work.signal();
    } finally {
      state.unlock();
    }
    join();
    disk.lock();
    try {
      flush();
      segment.close();
    } finally {
      disk.unlock();
    }
  }

  private void join() {
    boolean interrupted = false;
    while (syncer.isAlive()) {
      try {
        syncer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long last = System.nanoTime() - intervalNanos;
    while (awaitWork()) {
      long early = last + intervalNanos - System.nanoTime();
      if (early > 0) {
        LockSupport.parkNanos(early);
      }
      disk.lock();
      try {
        flush();
      } catch (IOException e) {
        // Kept in `failure`: every appender gets it.
      } finally {
        disk.unlock();
      }
      last = System.nanoTime();
    }
  }

  private boolean awaitWork() {
    state.lock();
    try {
      while (!closed && (filling.position() == 0 || failure != null)) {
        work.awaitUninterruptibly();
      }
      return !closed;
    } finally {
      state.unlock();
    }
  }

  private void flush() throws IOException {
    long target = swap();
    try {
      segment.write(writing);
      settle(target, null);
    } catch (IOException e) {
      settle(target, e);
      throw e;
    }
  }

  private long swap() throws IOException {
    state.lock();
    try {
      if (failure != null) {
        throw failure;
      }
      ByteBuffer full = filling;
      filling = writing.clear();
      writing = full.flip();
      progress.signalAll();
      return appended;
    } finally {
      state.unlock();
    }
  }

  private void settle(long target, @Nullable IOException problem) {
    state.lock();
    try {
      if (problem == null) {
        durable = target;
      } else {
        failure = problem;
      }
      progress.signalAll();
    } finally {
      state.unlock();
    }
  }

  private long next() throws IOException {
    long number = segment.next();
    state.lock();
    try {
      segmentStart = appended;
      return number;
    } finally {
      state.unlock();
    }
  }

  private void refuseAfterFailure() {
    if (failure != null) {
      throw new LogFailure(failure);
    }
    if (closed) {
      throw new IllegalStateException("log: closed");
    }
  }
}
