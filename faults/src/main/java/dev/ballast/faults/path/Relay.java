// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.path;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * One direction of a connection. Pieces keep their order and wait each for itself, so that a delay
 * costs no throughput; a full queue holds back whoever sends.
 */
final class Relay {

  private static final int LONGEST = 16 * 1024;
  private static final int QUEUED = 1024;
  private static final long NAP_NANOS = 5_000_000;
  private static final double NANOS = 1e9;
  private static final Piece THE_END = new Piece(new byte[0], 0);

  private final InputStream in;
  private final OutputStream out;
  private final BooleanSupplier calm;
  private final AtomicLong active;

  @SuppressWarnings("ArrayRecordComponent") // Nobody compares pieces.
  private record Piece(byte[] bytes, long due) {
    boolean isEnd() {
      return bytes.length == 0; // A read never gives nothing.
    }
  }

  /**
   * @param calm whether nothing is disturbed any more
   * @param active is set to the time of each piece, by {@link System#nanoTime}
   */
  Relay(InputStream in, OutputStream out, BooleanSupplier calm, AtomicLong active) {
    this.in = in;
    this.out = out;
    this.calm = calm;
    this.active = active;
  }

  /** Until the sender ends, or one of both breaks off. */
  void plain() throws IOException {
    byte[] buffer = new byte[LONGEST];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      active.set(System.nanoTime());
      out.write(buffer, 0, read);
    }
  }

  void disturbed(Disturbance how, RandomGenerator random) throws IOException, InterruptedException {
    BlockingQueue<Piece> queue = new ArrayBlockingQueue<>(QUEUED);
    Thread writer = Thread.ofVirtual().start(() -> write(queue, how));
    try {
      byte[] buffer = new byte[how.piece(LONGEST)];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        long now = System.nanoTime();
        active.set(now);
        byte[] bytes = Arrays.copyOf(buffer, read);
        queue.put(new Piece(bytes, now + how.draw(random)));
      }
    } finally {
      queue.put(THE_END);
      writer.join();
    }
  }

  private void write(BlockingQueue<Piece> queue, Disturbance how) {
    long free = System.nanoTime();
    boolean broken = false;
    try {
      for (Piece piece = queue.take(); !piece.isEnd(); piece = queue.take()) {
        if (broken) {
          continue; // Whoever reads for us must not wait for a queue that nobody empties.
        }
        await(Math.max(piece.due(), how.bytesPerSecond() == 0 ? piece.due() : free));
        active.set(System.nanoTime());
        try {
          out.write(piece.bytes());
        } catch (IOException e) {
          broken = true;
          in.close();
        }
        if (how.bytesPerSecond() > 0) {
          long cost = (long) (piece.bytes().length * NANOS / how.bytesPerSecond());
          free = Math.max(free, System.nanoTime() - NAP_NANOS) + cost;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // It is closed already.
    }
  }

  /** Until then, or until all is calm. */
  private void await(long due) {
    long left = due - System.nanoTime();
    while (left > 0 && !calm.getAsBoolean()) {
      LockSupport.parkNanos(Math.min(left, NAP_NANOS));
      left = due - System.nanoTime();
    }
  }
}
