// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.board;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Holds the newest board and wakes those who wait for a newer one. Thread-safe. */
public final class Notice {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition newer = lock.newCondition();
  private volatile Board board = Board.EMPTY;

  public Board board() {
    return board;
  }

  public void publish(Board next) {
    lock.lock();
    try {
      board = next;
      newer.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The newest board once it is newer than the given version, or whatever there is in the end. */
  public Board await(long version, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (board.version() <= version && left > 0) {
        left = newer.awaitNanos(left);
      }
      return board;
    } finally {
      lock.unlock();
    }
  }
}
