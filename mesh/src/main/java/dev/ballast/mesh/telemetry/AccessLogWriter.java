// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes blocks of lines on a thread of its own. When the disk is slower than the traffic, blocks
 * are dropped and their lines counted: calls never wait for their log.
 */
final class AccessLogWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AccessLogWriter.class);
  private static final int BLOCKS = 64;
  private static final long POLL_MILLIS = 100;
  private static final int BLOCK = 64 * 1024;

  @SuppressWarnings("ArrayRecordComponent") // Handed over, and never compared.
  private record Block(byte[] bytes, int length, int lines) {}

  private final OutputStream out;
  private final BlockingQueue<Block> full = new ArrayBlockingQueue<>(BLOCKS);
  private final BlockingQueue<byte[]> empty = new ArrayBlockingQueue<>(BLOCKS);
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread;
  private volatile boolean closing;

  AccessLogWriter(OutputStream out) {
    this.out = out;
    this.thread = Thread.ofPlatform().daemon().name("mesh-access-log").start(this::write);
  }

  /** Takes a block from an event loop, and gives it another one to fill. */
  byte[] take(byte[] bytes, int length, int lines) {
    if (!full.offer(new Block(bytes, length, lines))) {
      dropped.addAndGet(lines);
      return bytes;
    }
    byte[] next = empty.poll();
    return next == null ? new byte[BLOCK] : next;
  }

  long dropped() {
    return dropped.get();
  }

  private void write() {
    try (out) {
      while (!closing || !full.isEmpty()) {
        Block block = full.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (block != null) {
          write(block);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.atError().setCause(e).log("event=mesh.access_log_failed");
    }
  }

  private void write(Block block) {
    try {
      out.write(block.bytes(), 0, block.length());
      out.flush();
    } catch (IOException e) {
      dropped.addAndGet(block.lines());
    }
    empty.offer(block.bytes());
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
