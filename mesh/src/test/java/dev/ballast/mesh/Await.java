// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for a condition, for a bounded time, by looking again and again. */
final class Await {

  private static final long LONGEST = Duration.ofSeconds(20).toNanos();

  private Await() {}

  static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LONGEST;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("waited for too long");
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }
}
