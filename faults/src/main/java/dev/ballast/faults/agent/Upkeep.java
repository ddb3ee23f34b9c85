// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.agent;

import dev.ballast.faults.driver.Lease;
import dev.ballast.faults.driver.Verdict;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;

/** What ends faults without being asked: time, the brake, a target that is gone. */
final class Upkeep {

  /** How often it is looked whether a fault is still there. */
  static final Duration LOOK = Duration.ofSeconds(2);

  private final Supplier<Collection<Fault>> all;
  private final Brake brake;
  private final Healer healer;

  Upkeep(Supplier<Collection<Fault>> all, Brake brake, Healer healer) {
    this.all = all;
    this.brake = brake;
    this.healer = healer;
  }

  /** Ends what is due, and looks whether the rest is still there. */
  void tick() {
    long now = System.nanoTime();
    String stop = brake.pulled();
    for (Fault fault : all.get()) {
      switch (fault.state) {
        case ACTIVE -> {
          if (!stop.isEmpty()) {
            later(fault, stop);
          } else if (now - fault.deadline >= 0) {
            later(fault, "the lease has ended");
          } else if (now - fault.nextLook >= 0) {
            fault.nextLook = now + LOOK.toNanos();
            Thread.ofVirtual().start(() -> look(fault));
          }
        }
        case UNPROVED -> {
          if (now - fault.nextLook >= 0) {
            fault.nextLook = now + LOOK.toNanos();
            later(fault, fault.ended);
          }
        }
        case APPLYING, HEALED, FAILED, GONE -> {}
      }
    }
  }

  private void later(Fault fault, String why) {
    if (!fault.lock.isLocked()) {
      Thread.ofVirtual().start(() -> healer.end(fault, why));
    }
  }

  /** A target may end midway, and an effect may go; either ends the fault. */
  private void look(Fault fault) {
    fault.lock.lock();
    try {
      if (fault.state != Fault.State.ACTIVE
          || fault.deadline - System.nanoTime() < LOOK.toNanos() / 2) {
        return; // What ends by itself may have ended a moment ago.
      }
      Verdict verdict = fault.driver.verify(fault.order, fault.undo);
      if (!verdict.isYes()) {
        healer.heal(fault, Fault.State.HEALED, "no longer effective: " + verdict.evidence());
      }
    } finally {
      fault.lock.unlock();
    }
  }

  /** The watchdog is gone: what only it would have ended must end now. */
  void unwatch() {
    for (Fault fault : all.get()) {
      if (fault.state == Fault.State.ACTIVE && fault.driver.lease() == Lease.WATCHDOG) {
        healer.end(fault, "the watchdog has ended");
      }
    }
  }
}
