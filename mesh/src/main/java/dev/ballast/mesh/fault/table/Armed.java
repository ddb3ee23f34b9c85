// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.table;

import dev.ballast.mesh.fault.chance.Dice;
import dev.ballast.mesh.gate.CallView;
import dev.ballast.mesh.gate.FaultDecision;
import java.util.concurrent.atomic.LongAdder;

/** A fault that is on, as the gates of all event loops see it. */
final class Armed {

  private final Fault fault;
  private final Dice dice;
  private final LongAdder hits = new LongAdder();
  private volatile long until;

  Armed(Fault fault, long until) {
    this.fault = fault;
    this.dice = new Dice(fault.seed(), fault.id());
    this.until = until;
  }

  Fault fault() {
    return fault;
  }

  Dice dice() {
    return dice;
  }

  long hits() {
    return hits.sum();
  }

  void livesUntil(long newEnd) {
    until = newEnd;
  }

  /** The lease is looked at here, too: a timer that is late does not make a fault longer. */
  boolean live(long now) {
    return now - until < 0;
  }

  boolean actsOn(String service) {
    return fault.service().equals(Fault.ALL_SERVICES) || fault.service().equals(service);
  }

  /** What it does to a request that it is about; the draw is made for each of these. */
  FaultDecision decide(Effect.OnRequests effect, CallView call, int status) {
    if (!effect.match().holds(call)) {
      return FaultDecision.PASS;
    }
    long draw = dice.next();
    if (!dice.hits(fault.share(), draw)) {
      return FaultDecision.PASS;
    }
    hits.increment();
    return effect.fault().decide(status, () -> dice.stream(draw));
  }
}
