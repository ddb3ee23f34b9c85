// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.node;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts the requests that a service has begun and not answered yet. */
final class UnderWay {

  private int requests;
  private long lastNanos = System.nanoTime();

  synchronized void begins() {
    requests++;
  }

  synchronized void ends() {
    requests--;
    lastNanos = System.nanoTime();
    notifyAll();
  }

  /**
   * Waits until there has been no request for a while, and says whether that came in time.
   *
   * @param quiet how long there must be none
   * @param most how long to wait altogether
   */
  synchronized boolean awaitNone(Duration quiet, Duration most) {
    long begun = System.nanoTime();
    try {
      while (true) {
        long now = System.nanoTime();
        long left = most.toNanos() - (now - begun);
        long since = Math.max(begun, lastNanos);
        long missing = quiet.toNanos() - (now - since);
        if (requests == 0 && missing <= 0) {
          return true;
        }
        if (left <= 0) {
          return false;
        }
        long pause = requests == 0 ? Math.min(left, missing) : left;
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(pause, 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
