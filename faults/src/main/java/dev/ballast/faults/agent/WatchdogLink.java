// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.agent;

import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Lease;
import dev.ballast.faults.watchdog.Watchdog;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watchdog of the moment, told only of the faults whose lease it holds. */
final class WatchdogLink {

  private static final Logger LOG = LoggerFactory.getLogger(WatchdogLink.class);

  private final AtomicReference<@Nullable Watchdog> watchdog = new AtomicReference<>();

  void set(Watchdog dog) {
    watchdog.set(dog);
  }

  boolean isAlive() {
    Watchdog dog = watchdog.get();
    return dog != null && dog.isAlive();
  }

  void arm(Fault fault) throws FaultException {
    Watchdog dog = of(fault);
    if (dog != null) {
      dog.arm(fault.order.id(), fault.order.lease(), fault.undo);
    }
  }

  void renew(Fault fault, Duration lease) throws FaultException {
    Watchdog dog = of(fault);
    if (dog != null) {
      dog.renew(fault.order.id(), lease);
    }
  }

  void disarm(Fault fault) {
    Watchdog dog = of(fault);
    try {
      if (dog != null) {
        dog.disarm(fault.order.id());
      }
    } catch (FaultException e) {
      LOG.atWarn()
          .setCause(e)
          .addKeyValue("event", "watchdog.deaf")
          .log(); // Healing twice is harmless.
    }
  }

  /** Null when none has anything to do with it. */
  private @Nullable Watchdog of(Fault fault) {
    return fault.driver.lease() == Lease.WATCHDOG ? watchdog.get() : null;
  }
}
