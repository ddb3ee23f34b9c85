// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

import dev.ballast.model.mesh.Breaker;
import java.util.BitSet;

/**
 * Stops calling an endpoint while too many of its last calls failed, then asks carefully. One event
 * loop owns it.
 *
 * <p>Closed: the last {@code calls} outcomes are in a ring; from {@code least} on, a share of
 * failures at or above the limit opens. Open: nothing passes for a while. Half open: {@code probes}
 * calls pass, and when all have ended their share of failures closes or opens again.
 */
public final class CircuitBreaker {

  /** Where a breaker stands. */
  public enum State {
    CLOSED,
    OPEN,
    HALF_OPEN
  }

  private final Breaker rules;
  private final BitSet failures;
  private State state = State.CLOSED;
  private int seen;
  private int next;
  private int failed;
  private long openUntil;
  private int probesStarted;
  private int probesEnded;

  public CircuitBreaker(Breaker rules) {
    this.rules = rules;
    this.failures = new BitSet(rules.calls());
  }

  public State state() {
    return state;
  }

  /** Whether a call would pass now; changes nothing. */
  public boolean wouldPass(long now) {
    return switch (state) {
      case CLOSED -> true;
      case OPEN -> now - openUntil >= 0;
      case HALF_OPEN -> probesStarted < rules.probes();
    };
  }

  /** Lets a call pass or not. Whoever passes tells its outcome, or that there was none. */
  public boolean tryPass(long now) {
    if (state == State.OPEN && now - openUntil >= 0) {
      state = State.HALF_OPEN;
      probesStarted = 0;
      probesEnded = 0;
      failed = 0;
    }
    if (state == State.HALF_OPEN && probesStarted < rules.probes()) {
      probesStarted++;
      return true;
    }
    return state == State.CLOSED;
  }

  /** A call that passed ended without an outcome, such as by its client going away. */
  public void forgotten() {
    if (state == State.HALF_OPEN && probesStarted > probesEnded) {
      probesStarted--;
    }
  }

  public void ended(long now, boolean success) {
    switch (state) {
      case CLOSED -> closedCall(now, success);
      case HALF_OPEN -> probe(now, success);
      case OPEN -> {} // Started before it opened.
    }
  }

  private void closedCall(long now, boolean success) {
    if (!rules.active()) {
      return;
    }
    if (seen == rules.calls()) {
      failed -= failures.get(next) ? 1 : 0;
    } else {
      seen++;
    }
    failures.set(next, !success);
    failed += success ? 0 : 1;
    next = (next + 1) % rules.calls();
    if (seen >= Math.min(rules.least(), rules.calls())
        && failed >= rules.failures().value() * seen) {
      open(now);
    }
  }

  private void probe(long now, boolean success) {
    probesEnded++;
    failed += success ? 0 : 1;
    if (probesEnded < rules.probes()) {
      return;
    }
    if (failed >= rules.failures().value() * probesEnded) {
      open(now);
    } else {
      close();
    }
  }

  private void open(long now) {
    close();
    state = State.OPEN;
    openUntil = now + rules.open().toNanos();
  }

  private void close() {
    state = State.CLOSED;
    failures.clear();
    seen = 0;
    next = 0;
    failed = 0;
  }
}
