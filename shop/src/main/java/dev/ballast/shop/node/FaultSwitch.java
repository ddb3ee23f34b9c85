// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.node;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/** Makes a share of a service's requests fail with status 500, as its operator says. */
final class FaultSwitch {

  private final DoubleSupplier uniform;
  private volatile double share;

  FaultSwitch() {
    this(() -> ThreadLocalRandom.current().nextDouble());
  }

  FaultSwitch(DoubleSupplier uniform) {
    this.uniform = uniform;
  }

  void fail(double newShare) {
    if (!(newShare >= 0 && newShare <= 1)) {
      throw new IllegalArgumentException("share: " + newShare + " (expected: 0 to 1)");
    }
    share = newShare;
  }

  boolean strikes() {
    double now = share;
    return now > 0 && uniform.getAsDouble() < now;
  }
}
