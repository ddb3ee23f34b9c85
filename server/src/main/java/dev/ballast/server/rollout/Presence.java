// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.rollout.CanaryState;
import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.Interlocks.Interlock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Lets others know, by an interlock, while a service is being rolled out. */
final class Presence {

  private final Interlocks interlocks;
  private final String subject;
  private final String owner;
  private final Duration lease;
  private final InstantSource clock;
  private Optional<Interlock> raised = Optional.empty();
  private Instant renewed = Instant.MIN;

  Presence(Interlocks interlocks, InstantSource clock, Rollout rollout, Duration lease) {
    this.interlocks = interlocks;
    this.clock = clock;
    this.lease = lease.multipliedBy(2);
    subject = "service/" + rollout.canary().service();
    owner = Diary.SUBJECT + rollout.name();
  }

  synchronized void keep(CanaryState state) {
    if (!state.phase().isUnderWay()) {
      end();
    } else if (raised.isEmpty() || !isFresh(raised.get())) {
      String reason = state.applied() + " is rolled out";
      renewed = clock.instant();
      raised =
          Optional.of(interlocks.raise(Interlocks.Kind.ROLLOUT, subject, owner, reason, lease));
    }
  }

  /** Renewed when half of its lease is over, not at every step. */
  private boolean isFresh(Interlock interlock) {
    Instant now = clock.instant();
    if (now.isBefore(renewed.plus(lease.dividedBy(2)))) {
      return true;
    }
    renewed = now;
    return interlocks.renew(interlock.id(), lease);
  }

  synchronized void end() {
    raised.ifPresent(interlock -> interlocks.clear(interlock.id()));
    raised = Optional.empty();
  }
}
