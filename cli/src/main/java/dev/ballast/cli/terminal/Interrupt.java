// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into a wish: the JVM waits in its shutdown hook until the run has
 * stopped everything and has said so, and exits with the signal's code then.
 */
public final class Interrupt implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch wished = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::onShutdown, "interrupt");

  /** From now on, until {@link #close()}. */
  public static Interrupt install() {
    Interrupt interrupt = new Interrupt();
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  /** Somebody wants the end. */
  public boolean isWished() {
    return wished.getCount() == 0;
  }

  /** Waits that long, or until the wish. */
  public void await(Duration time) throws InterruptedException {
    if (wished.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
  }

  /** Everything is stopped and printed: the JVM may go. */
  @Override
  public void close() {
    done.countDown();
    if (!isWished()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The signal came just now; the hook finds nothing left to wait for.
      }
    }
  }

  private void onShutdown() {
    wished.countDown();
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
