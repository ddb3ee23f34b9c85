// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.lease;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One daemon thread that ends leases when their time has come. */
public final class LeaseTimer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseTimer.class);
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

  private final Leases leases;
  private final Thread thread;
  private volatile boolean closed;

  public LeaseTimer(Leases leases) {
    this.leases = leases;
    this.thread = Thread.ofPlatform().daemon().name("leases").unstarted(this::run);
    leases.onSooner(() -> LockSupport.unpark(thread));
    thread.start();
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    while (!closed) {
      // A wake-up between the look and the sleep is remembered by the thread's permit.
      LockSupport.parkNanos(this, next().toNanos());
    }
  }

  /** Must not end: nobody else would end the leases. */
  private Duration next() {
    try {
      Duration next = leases.expire().orElse(LONGEST_SLEEP);
      return next.compareTo(LONGEST_SLEEP) < 0 ? next : LONGEST_SLEEP;
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("event", "lease.end_failed").setCause(e).log();
      return Duration.ofMillis(10);
    }
  }
}
