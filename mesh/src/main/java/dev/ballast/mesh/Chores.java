// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done again and again off the event loops, on one thread. */
final class Chores implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("mesh-chores").factory());

  /** A chore that fails is logged and done again the next time. */
  @SuppressWarnings("FutureReturnValueIgnored") // It is done until it is closed.
  void every(Duration interval, String name, Runnable chore) {
    thread.scheduleWithFixedDelay(
        () -> {
          try {
            chore.run();
          } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("event=mesh.chore_failed chore={}", name);
          }
        },
        interval.toMillis(),
        interval.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
