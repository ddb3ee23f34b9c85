// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.node;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Makes a share of a service's requests fail with status 500, as its operator says, and counts whom
 * it hit.
 */
final class FaultSwitch {

  private final DoubleSupplier uniform;
  private final InstantSource clock;
  private volatile double share;
  private volatile Struck struck = Struck.NOBODY;

  /**
   * Requests that were made to fail so far.
   *
   * @param last when the last of them came; {@link Instant#EPOCH} when there was none
   */
  record Struck(long requests, Instant last) {
    static final Struck NOBODY = new Struck(0, Instant.EPOCH);
  }

  FaultSwitch() {
    this(() -> ThreadLocalRandom.current().nextDouble(), InstantSource.system());
  }

  FaultSwitch(DoubleSupplier uniform, InstantSource clock) {
    this.uniform = uniform;
    this.clock = clock;
  }

  void fail(double newShare) {
    if (!(newShare >= 0 && newShare <= 1)) {
      throw new IllegalArgumentException("share: " + newShare + " (expected: 0 to 1)");
    }
    share = newShare;
  }

  boolean strikes() {
    double now = share;
    boolean strikes = now > 0 && uniform.getAsDouble() < now;
    if (strikes) {
      count();
    }
    return strikes;
  }

  Struck struck() {
    return struck;
  }

  private synchronized void count() {
    struck = new Struck(struck.requests() + 1, clock.instant());
  }
}
