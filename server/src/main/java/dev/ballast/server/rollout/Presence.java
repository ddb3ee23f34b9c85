// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.rollout.CanaryState;
import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.Interlocks.Interlock;
import java.time.Duration;
import java.util.Optional;

/** Lets others know, by an interlock, while a service is being rolled out. */
final class Presence {

  private final Interlocks interlocks;
  private final String subject;
  private final String owner;
  private final Duration lease;
  private Optional<Interlock> raised = Optional.empty();

  Presence(Interlocks interlocks, Rollout rollout, Duration lease) {
    this.interlocks = interlocks;
    this.lease = lease.multipliedBy(2);
    subject = "service/" + rollout.canary().service();
    owner = Diary.SUBJECT + rollout.name();
  }

  synchronized void keep(CanaryState state) {
    if (!state.phase().isUnderWay()) {
      end();
    } else if (raised.isEmpty() || !interlocks.renew(raised.get().id(), lease)) {
      String reason = state.applied() + " is rolled out";
      raised =
          Optional.of(interlocks.raise(Interlocks.Kind.ROLLOUT, subject, owner, reason, lease));
    }
  }

  synchronized void end() {
    raised.ifPresent(interlock -> interlocks.clear(interlock.id()));
    raised = Optional.empty();
  }
}
