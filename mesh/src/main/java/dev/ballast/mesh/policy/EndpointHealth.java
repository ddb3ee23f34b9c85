// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

import dev.ballast.model.mesh.Outlier;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is known of an endpoint on all event loops together: what health checks say, whether it is
 * being drained, and whether its answers had it ejected.
 *
 * <p>Counting bad answers is shared, because an endpoint that fails is meant to be found after a
 * number of failures, not after that number on each loop. A good answer after a good one writes
 * nothing, so the common case costs one read.
 */
public final class EndpointHealth {

  private final AtomicInteger inRow = new AtomicInteger();
  private volatile boolean answersChecks = true;
  private volatile boolean draining;
  private volatile boolean ejected;
  private volatile long ejectedUntil;
  private volatile int ejections;

  /** Whether new requests may go there. An ejection that has run out ends here. */
  public boolean usable(long now) {
    if (draining || !answersChecks) {
      return false;
    }
    return !ejected || now - ejectedUntil >= 0;
  }

  public boolean ejected(long now) {
    return ejected && now - ejectedUntil < 0;
  }

  public boolean draining() {
    return draining;
  }

  public boolean answersChecks() {
    return answersChecks;
  }

  public void drain(boolean out) {
    draining = out;
  }

  public void checked(boolean healthy) {
    answersChecks = healthy;
  }

  public void succeeded() {
    if (inRow.get() != 0) {
      inRow.set(0);
    }
    if (ejected) {
      ejected = false;
    }
  }

  /**
   * A bad answer. Returns whether it ejected the endpoint.
   *
   * @param cap which of the version's endpoints may be out
   */
  public boolean failed(long now, Outlier rules, EjectionCap cap) {
    if (!rules.active() || ejected(now) || inRow.incrementAndGet() < rules.consecutive()) {
      return false;
    }
    return eject(now, rules, cap);
  }

  private synchronized boolean eject(long now, Outlier rules, EjectionCap cap) {
    if (ejected(now) || !cap.mayEject(this, now)) {
      return false;
    }
    // Ejected again without a good answer in between: it takes longer each time.
    ejections = ejected ? ejections + 1 : 1;
    long longest = rules.longest().toNanos();
    long first = rules.ejection().toNanos();
    ejectedUntil = now + Math.min(longest, first * ejections);
    ejected = true;
    inRow.set(0);
    return true;
  }
}
