// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.agent;

import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Verdict;
import dev.ballast.faults.journal.Journal;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Heals a fault and proves it; what cannot be proved stays open and is tried again. */
final class Healer {

  private static final Logger LOG = LoggerFactory.getLogger(Healer.class);
  private static final int TRIES = 8;
  private static final long FIRST_MS = 5;

  private final Journal journal;
  private final WatchdogLink watchdog;
  private final InstantSource clock;

  Healer(Journal journal, WatchdogLink watchdog, InstantSource clock) {
    this.journal = journal;
    this.watchdog = watchdog;
    this.clock = clock;
  }

  /** Heals, once nobody else is at it. */
  void end(Fault fault, String why) {
    fault.lock.lock();
    try {
      heal(fault, Fault.State.HEALED, why);
    } finally {
      fault.lock.unlock();
    }
  }

  /**
   * Heals; the caller holds the fault's lock.
   *
   * @param good what it is when it is proved clean
   */
  void heal(Fault fault, Fault.State good, String why) {
    if (!fault.isOpen()) {
      return;
    }
    Verdict verdict = Verdict.no("not tried");
    long pause = FIRST_MS;
    for (int i = 0; i < TRIES; i++) {
      verdict = once(fault);
      if (verdict.seen() != Verdict.Seen.NO) {
        break;
      }
      if (!sleep(pause)) {
        break;
      }
      pause *= 2;
    }
    fault.ended = why;
    fault.evidence = verdict.evidence();
    fault.over = clock.instant();
    fault.state =
        switch (verdict.seen()) {
          case YES -> good;
          case GONE -> good == Fault.State.HEALED ? Fault.State.GONE : good;
          case NO -> Fault.State.UNPROVED;
        };
    close(fault);
    LOG.atInfo()
        .addKeyValue("event", "fault." + fault.state.name().toLowerCase(Locale.ROOT))
        .addKeyValue("fault", fault.order.id())
        .addKeyValue("kind", fault.order.kind())
        .addKeyValue("target", fault.order.target().name())
        .addKeyValue("why", why)
        .addKeyValue("evidence", fault.evidence)
        .log();
  }

  private static Verdict once(Fault fault) {
    try {
      fault.driver.heal(fault.order, fault.undo);
    } catch (FaultException e) {
      Verdict proof = fault.driver.proveHealed(fault.order, fault.undo);
      return proof.isYes() ? proof : Verdict.no(e.getMessage() + "; " + proof.evidence());
    }
    return fault.driver.proveHealed(fault.order, fault.undo);
  }

  private void close(Fault fault) {
    if (fault.isOpen()) {
      return; // The next start tries, too.
    }
    try {
      journal.ended(fault.entry());
    } catch (IOException e) {
      LOG.atWarn() // It will be healed once more, which is harmless.
          .setCause(e)
          .addKeyValue("event", "fault.journal_failed")
          .addKeyValue("fault", fault.order.id())
          .log();
    }
    watchdog.disarm(fault);
  }

  private static boolean sleep(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
