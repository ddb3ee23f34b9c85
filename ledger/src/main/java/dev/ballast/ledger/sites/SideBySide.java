// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

import java.util.concurrent.Semaphore;

/**
 * Takes arrivals side by side: each merge waits for the disk, and many can wait for the same sync.
 * Whoever brings more than may wait at once waits as well.
 */
public final class SideBySide {

  private static final int AT_ONCE = 64;

  private final Semaphore places = new Semaphore(AT_ONCE);

  public void run(Runnable arrival) {
    places.acquireUninterruptibly();
    Thread.ofVirtual()
        .name("arrival")
        .start(
            () -> {
              try {
                arrival.run();
              } finally {
                places.release();
              }
            });
  }
}
